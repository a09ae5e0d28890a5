import { expect, test } from "@jest/globals";
import { refuse } from "@tabel/domain";
import { ConcurrencyConflict, StoreUnavailable } from "@tabel/event-store";
import type { CommandAnswer } from "../answer.js";
import { carryOut, type Outcome } from "./carry-out.js";
import { CommandRefused, OutcomeUnknown, TooManyConflicts } from "../command-problems.js";
import { defaultLimits, ServiceFull } from "../command-service.js";
import { createSilence } from "./silence.js";

interface Event {
  readonly type: "Done";
  readonly data: object;
}
const answer = (position: string): CommandAnswer => ({
  commandId: "c",
  stream: "s",
  revision: "0",
  position,
  events: [],
});
const decided = (revision: bigint | "no-stream" = 0n): Outcome<Event> => ({
  is: "decided",
  events: [{ type: "Done", data: {} }],
  revision,
});
const refused: Outcome<Event> = { is: "refused", refusal: refuse("own-request"), revision: 0n };
const done = () => Promise.resolve(answer("7"));
const conflict = () => Promise.reject(new ConcurrencyConflict("s"));
const silent = () => Promise.reject(new StoreUnavailable("nothing was heard"));

/** Plays the looks and appends in turn, and tells which were asked for. */
const play = async (
  looks: readonly (Outcome<Event> | (() => Promise<never>))[],
  appends: readonly (() => Promise<CommandAnswer>)[],
  deadline = performance.now() + 5_000,
) => {
  const asked: string[] = [];
  const [nextLook, nextAppend] = [looks.values(), appends.values()];
  const steps = {
    fresh: false,
    deadline,
    look: async (fresh: boolean): Promise<Outcome<Event>> => {
      asked.push(fresh ? "look at the store" : "look");
      const { value } = nextLook.next();
      if (value === undefined) throw new Error("nobody expected another look");
      return typeof value === "function" ? value() : value;
    },
    append: (): Promise<CommandAnswer> => {
      asked.push("append");
      const { value } = nextAppend.next();
      if (value === undefined) throw new Error("nobody expected another append");
      return value();
    },
  };
  const limits = { ...defaultLimits, patienceMs: 400 };
  const outcome = await carryOut(steps, { limits, silence: createSilence(limits.patienceMs) }).catch((e: unknown) => e);
  return { outcome, asked };
};

test("what is decided is appended, and nothing else is asked", async () => {
  expect(await play([decided()], [done])).toEqual({ outcome: answer("7"), asked: ["look", "append"] });
});

test("a no is given only after a look at the store itself", async () => {
  const { outcome, asked } = await play([refused, refused], []);
  expect(outcome).toBeInstanceOf(CommandRefused);
  expect(asked).toEqual(["look", "look at the store"]);
});

test("a no that came from an outdated cache becomes a yes", async () => {
  const { outcome, asked } = await play([refused, decided(4n)], [done]);
  expect(outcome).toEqual(answer("7"));
  expect(asked).toEqual(["look", "look at the store", "append"]);
});

test("nothing to do is checked at the store as a refusal is", async () => {
  const nothing: Outcome<Event> = { is: "nothing", answer: answer("3"), revision: 0n };
  expect(await play([nothing, nothing], [])).toEqual({ outcome: answer("3"), asked: ["look", "look at the store"] });
});

test("after a conflict it is decided anew, five times and not six", async () => {
  const five = Array.from({ length: 5 }, () => conflict);
  expect(
    (
      await play(
        Array.from({ length: 6 }, () => decided()),
        [...five, done],
      )
    ).outcome,
  ).toEqual(answer("7"));
  const six = await play(
    Array.from({ length: 6 }, () => decided()),
    [...five, conflict],
  );
  expect(six.outcome).toBeInstanceOf(TooManyConflicts);
});

test("an append that nothing was heard of is found by the next look, and not sent again", async () => {
  const { outcome, asked } = await play([decided(), { is: "repeated", answer: answer("5") }], [silent]);
  expect(outcome).toEqual(answer("5"));
  expect(asked).toEqual(["look", "append", "look at the store"]);
});

test("a refusal is not given while an append at the same revision may still arrive", async () => {
  const { outcome } = await play([decided(0n), refused], [silent]);
  expect(outcome).toBeInstanceOf(OutcomeUnknown);
});

test("a refusal is given when the stream has moved on: the unanswered append can arrive no more", async () => {
  const { outcome } = await play([decided(0n), { ...refused, revision: 1n }], [silent]);
  expect(outcome).toBeInstanceOf(CommandRefused);
});

test("a store that stays silent is the store's absence before an append, and an unknown outcome after one", async () => {
  const looks = Array.from({ length: 50 }, () => silent as () => Promise<never>);
  expect((await play(looks, [])).outcome).toBeInstanceOf(StoreUnavailable);
  expect((await play([decided(), ...looks], [silent])).outcome).toBeInstanceOf(OutcomeUnknown);
});

test("when the time is over nothing is begun", async () => {
  const { outcome, asked } = await play([], [], performance.now() - 1);
  expect(outcome).toBeInstanceOf(ServiceFull);
  expect(asked).toEqual([]);
});
