// What operators see and decide: how processes stand, the story of an instance, dead letters tried again and passed over.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createMetrics } from "@tabel/platform";
import { forgetWhatIsOver } from "../engine/forget.js";
import { sessionOn } from "../engine/session.js";
import { PermanentFailure } from "../process/ports.js";
import { deputyStory } from "../testing/deputy-story.js";
import { runningProcesses, type RunningProcesses } from "../testing/running-processes.js";
import { processMetrics } from "./metrics.js";
import { settleDeadLetters } from "./settle.js";
import { lagsOfProcesses, standingOfProcesses } from "./standing-of.js";
import { deadLettersOf, storyOf } from "./story.js";

const { name } = deputyStory();

let running: RunningProcesses;
let poisoned = true;
let away = true;
beforeEach(async () => {
  running = await runningProcesses();
  [poisoned, away] = [true, true];
  const [sick, well] = [deputyStory(), deputyStory({ poisoned: false })];
  running.start({
    processes: [{ ...sick, react: (...of) => (poisoned ? sick : well).react(...of) }],
    carryOutCommand: (command) =>
      away ? Promise.reject(new PermanentFailure("gone")) : running.carryOutCommand(command),
  });
  await running.settled();
  await running.appoint("e1", "e9");
  await running.appoint("e2", "poison");
  await running.appoint("e2", "e9");
  await running.settled();
});
afterEach(() => running.close());

const letters = () => deadLettersOf(running.pool, undefined, 10);

test("dead letters name what failed and what waits behind it, and nothing that was said", async () => {
  expect(await letters()).toMatchObject(
    [
      { is: "fact", process: name, instance: "e2", what: "DeputyAppointed", attempts: 3, behind: 1 },
      { is: "intent", process: name, instance: "e1", what: "command dismiss", attempts: 1, error: /never: gone/ },
    ].map(({ error, ...letter }) =>
      error === undefined ? letter : { ...letter, error: expect.stringMatching(error) },
    ),
  );
});

describe("a dead letter", () => {
  test("is tried again, with what waits behind it in order, by whoever works; the story says who wanted it", async () => {
    [poisoned, away] = [false, false];
    expect(await settleDeadLetters(running.pool, { decision: "retry", by: "the operator" })).toBe(2);
    await running.settled();
    expect(await letters()).toEqual([]);
    expect(await running.dismissals("e1")).toBe(1);
    expect(await running.dismissals("e2")).toBe(2);
    const story = await storyOf(running.pool, name, "e2");
    expect(story?.state).toEqual({ appointed: 2, dismissed: 2 });
    expect(story?.facts.map(({ what, status, touchedBy }) => [what, status, touchedBy])).toEqual([
      ["DeputyAppointed", "taken", "the operator"],
      ["DeputyAppointed", "taken", null],
      ["DeputyDismissed", "taken", null],
      ["DeputyDismissed", "taken", null],
    ]);
    expect(story?.facts[0]?.intents.map(({ does, key, status }) => [does, key, status])).toEqual([
      ["command", "dismiss", "done"],
      ["notify", "appointed", "done"],
      ["wait", "later", "stopped"],
    ]);
  });

  test("that fails again is one again", async () => {
    expect(await settleDeadLetters(running.pool, { decision: "retry", process: name, by: "x" })).toBe(2);
    await running.until(
      "both have failed again",
      async () =>
        (await letters())
          .map(({ attempts }) => attempts)
          .toSorted((a, b) => a - b)
          .join() === "1,6",
    );
  });

  test("is passed over: what waits behind it goes on, and the story keeps both", async () => {
    const [fact, intent] = await letters();
    expect(await settleDeadLetters(running.pool, { decision: "skip", id: fact?.id ?? "", by: "x" })).toBe(1);
    away = false;
    await running.settled();
    await running.until("what waited is done", async () => (await running.dismissals("e2")) === 1);
    expect(await settleDeadLetters(running.pool, { decision: "skip", id: intent?.id ?? "", by: "x" })).toBe(1);
    await running.settled();
    expect(await letters()).toEqual([]);
    expect(await running.dismissals("e1")).toBe(0);
    const story = await storyOf(running.pool, name, "e1");
    expect(story?.facts[0]?.intents[0]).toMatchObject({ status: "skipped", touchedBy: "x" });
  });

  test("that there is not is told so", async () => {
    const id = "00000000-0000-4000-8000-000000000000";
    expect(await settleDeadLetters(running.pool, { decision: "retry", id, by: "x" })).toBe(0);
    expect(await storyOf(running.pool, name, "nobody")).toBeUndefined();
  });
});

test("what has been over for more than a year is forgotten; what still waits is not", async () => {
  const age = "interval '401 days'";
  await running.rows(`update processes.fact set at = at - ${age}`);
  await running.rows(`update processes.intent set made_at = made_at - ${age}`);
  await running.appoint("e3", "e9");
  await running.settled();
  const client = await running.pool.connect();
  try {
    await forgetWhatIsOver(sessionOn(client), new AbortController().signal);
  } finally {
    client.release();
  }
  const facts = await running.rows("select instance, status from processes.fact order by seq");
  expect(facts).toEqual([
    { instance: "e2", status: "parked" },
    { instance: "e2", status: "waits" },
    { instance: "e3", status: "taken" },
  ]);
  const intents = await running.rows(
    "select instance, key, status from processes.intent where instance = 'e1' order by seq",
  );
  expect(intents).toEqual([
    { instance: "e1", key: "dismiss", status: "dead" },
    { instance: "e1", key: "later", status: "set" },
  ]);
});

test("the standing and the metrics count what waits, what is dead and what is due", async () => {
  const now = "2026-03-02T09:00:00.000Z";
  const [standing] = await standingOfProcesses(running.pool, [deputyStory()], now);
  expect(standing).toMatchObject({
    process: name,
    liveVersion: 1,
    waiting: 0,
    dead: 1,
    parked: 2,
    timers: 1,
    timersDue: 0,
  });
  const [late] = await standingOfProcesses(running.pool, [deputyStory()], "2030-01-01T00:00:00.000Z");
  expect(late).toMatchObject({ timers: 1, timersDue: 1 });
  const lags = await lagsOfProcesses({ pool: running.pool, store: running.store }, [deputyStory()], Date.now());
  expect(lags).toEqual([{ process: name, events: 0, seconds: 0 }]);
  await running.rows("update processes.process set position = -1");
  const [behind] = await lagsOfProcesses(
    { pool: running.pool, store: running.store },
    [deputyStory()],
    Date.now() + 5_000,
  );
  expect(behind?.events).toBe(3);
  expect(behind?.seconds).toBeGreaterThan(4);
  const registry = createMetrics();
  processMetrics(registry, () => Promise.resolve({ standing: standing === undefined ? [] : [standing], lags }));
  const text = await registry.metrics();
  for (const line of ["dead_letters", "parked_facts", "timers_waiting"].map(
    (what) => `tabel_process_${what}{process="${name}"}`,
  ))
    expect(text).toContain(line);
});
