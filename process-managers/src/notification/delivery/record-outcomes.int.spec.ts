// What became of one message cannot be recorded: nobody else waits for it.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { approvedLeave, smallBank, telling, type Telling } from "../testing/telling.js";
import { recordOutcomes } from "./record-outcomes.js";

let bank: Telling;
beforeEach(async () => {
  bank = await telling();
  await smallBank(bank);
});
afterEach(() => bank.close());

test("an outcome that the log does not take is told once, and the others are in the log", async () => {
  await bank.tell(approvedLeave);
  await bank.rows(
    "update notifications.delivery set status = 'suppressed', reason = 'channel-off', ended_at = now(), lease_until = null",
  );
  const people = await bank.rows<{ recipient: string }>(
    "select distinct recipient from notifications.delivery where role <> 'workspace' order by recipient",
  );
  const [first, ...others] = people.map(({ recipient }) => recipient);
  expect(others.length).toBeGreaterThan(0);
  await bank.rows("update notifications.delivery set reason = 'No code at all' where recipient = $1", [first]);

  const { pool, store } = bank;
  const told: object[] = [];
  const parts = { pool, store, log: { error: (fields: object) => void told.push(fields) }, refused: new Set<string>() };
  while ((await recordOutcomes(parts)) > 0);
  const left = await bank.rows<{ recipient: string }>(
    "select distinct recipient from notifications.delivery where not recorded",
  );
  expect(left).toEqual([{ recipient: first }]);
  for (const other of others) expect(await bank.toldInLog(other)).not.toEqual([]);
  expect(told.length).toBe(parts.refused.size);
});
