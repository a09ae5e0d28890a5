// Commands of processes: through the door and over HTTP, once, in the name of the process, and only those that say so.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { StoreUnavailable } from "@tabel/event-store";
import { prepareAbsences, type PreparedAbsences } from "../testing/prepared-absences.js";
import { administrator, runApi, type RunningApi } from "../testing/running-api.js";
import { officers, openSmallBank } from "../testing/small-bank.js";

const escalation = "when-a-step-waits-then-remind-and-escalate";
const causationId = randomUUID();

let api: RunningApi;
let absences: PreparedAbsences;
beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
  absences = await prepareAbsences(api);
});
afterAll(() => api.stop());

const body = () => ({ employeeId: "nadia", requestId: absences.pending, step: 0, escalation: 0 });

const command = (more: Partial<Parameters<RunningApi["carryOut"]>[0]> = {}) => ({
  name: "escalate-step",
  data: body(),
  commandId: randomUUID(),
  process: escalation,
  correlationId: "the-conversation",
  causationId,
  ...more,
});

describe("a command of a process", () => {
  test("is refused where its row does not name the process", async () => {
    const refused = { is: "refused", problem: { code: "not-permitted" } };
    expect(await api.carryOut(command({ process: "when-something-else-then-something" }))).toEqual(refused);
    expect(
      await api.carryOut(
        command({
          name: "grant-leave",
          data: { source: "opening-balance", employeeId: "nadia", ledger: "annual", amount: 100, on: "2026-03-01" },
        }),
      ),
    ).toEqual(refused);
  });

  test("that is none, or not as its schema has it, is faulty: trying again would not help", async () => {
    expect(await api.carryOut(command({ name: "escalate-stairs" }))).toMatchObject({ is: "faulty" });
    expect(await api.carryOut(command({ data: { employeeId: "nadia" } }))).toMatchObject({ is: "faulty" });
  });

  test("that may still be carried out throws", async () => {
    const away = await api.twin({
      limits: { atOnce: 8, perStream: 8, remembered: 8, timeMs: 500, patienceMs: 1, conflicts: 1 },
      between: (store) => ({ ...store, load: () => Promise.reject(new StoreUnavailable("away")) }),
    });
    await expect(away.carryOut(command())).rejects.toThrow(StoreUnavailable);
  });

  test("is carried out once, through the door or over HTTP, and its events name process, conversation and cause", async () => {
    const wish = command();
    const done = await api.carryOut(wish);
    expect(done).toMatchObject({ is: "done" });
    expect(await api.carryOut(wish)).toEqual(done);
    const overHttp = await api.send(`process:${escalation}`, wish.name, wish.data, {
      key: wish.commandId,
      headers: { "X-Correlation-Id": wish.correlationId, "X-Causation-Id": causationId },
    });
    expect(overHttp.status).toBe(200);
    const escalated = (await api.events("absence-nadia")).filter(({ type }) => type === "StepEscalated");
    expect(escalated).toHaveLength(1);
    expect(escalated[0]?.metadata).toMatchObject({
      $correlationId: "the-conversation",
      $causationId: causationId,
      actor: `process:${escalation}`,
      commandId: wish.commandId,
    });
    expect(escalated[0]?.data).toMatchObject({ escalatedBy: "system" });
    expect(await api.carryOut(command({ commandId: wish.commandId, data: { ...body(), step: 1 } }))).toEqual({
      is: "faulty",
      problem: { code: "idempotency-key-reused" },
    });
  });

  test("is nobody else's: neither the administrator nor somebody called system may give it, nor say what caused it", async () => {
    for (const sender of [administrator.userId, "system", "when-a-step-waits-then-remind-and-escalate"]) {
      const response = await api.send(sender, "escalate-step", { ...body(), escalation: 1 });
      expect({ sender, status: response.status }).toEqual({ sender, status: 403 });
    }
    const response = await api.send("process:anything", "escalate-step", body());
    expect(response.status).toBe(401);
    const unit = { unitId: "u9", name: "Unit 9", parentId: "u1", on: "2026-01-01" };
    const key = randomUUID();
    await api.sent(officers.hr, "establish-unit", unit, { key, headers: { "X-Causation-Id": causationId } });
    const established = (await api.events("organisation")).find(({ metadata }) => metadata.commandId === key);
    expect(established?.metadata.$causationId).toBe(key);
  });
});
