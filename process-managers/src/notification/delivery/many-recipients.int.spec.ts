// A fact that reaches many: what each look costs does not grow with how many they are.
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { smallBank, telling, type Telling } from "../testing/telling.js";

const many = 20;
let bank: Telling;
beforeEach(async () => {
  bank = await telling();
  await smallBank(bank);
  for (let index = 0; index < many; index += 1) await bank.hire(`s${index}`, "branch");
  await bank.rows(
    "insert into views.training_subscription (employee_id, programme_id) select 's' || n, 'p1' from generate_series(0, $1 - 1) n",
    [many],
  );
  await bank.caughtUp();
});
afterEach(() => bank.close());

test("of the subscribers of a programme each look asks for the one who is told", async () => {
  await bank.tell({ is: "training-published", sessionId: "s1", programmeId: "p1" });
  const asked: number[] = [];
  bank.start({
    vault: {
      keysOf: (subjects) => {
        asked.push(subjects.length);
        return bank.vault.keysOf(subjects);
      },
    },
  });
  await bank.settled();
  expect(await bank.sink.count()).toBe(many);
  expect(Math.max(...asked)).toBeLessThan(10); // the one, and the officers
});

test("looking them all up may take longer than a command may", async () => {
  const slowly: typeof bank.vault = {
    ...bank.vault,
    keysOf: async (subjects) => {
      await pause(1_500);
      return bank.vault.keysOf(subjects);
    },
  };
  const told = await bank.tell({ is: "training-published", sessionId: "s1", programmeId: "p1" }, randomUUID(), slowly);
  expect(told).toBeGreaterThanOrEqual(many);
});
