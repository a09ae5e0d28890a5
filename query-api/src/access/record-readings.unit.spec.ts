// A look is recorded once an hour, and before anything is shown.
import { describe, expect, test } from "@jest/globals";
import { type Reading, recordReadings } from "./record-readings.js";

const look = { userIds: ["anna"], what: "history", readBy: "hr" } as const;
const at = (time: string): Date => new Date(`2026-11-16T${time}:00.000Z`);

const keeper = () => {
  const kept: Reading[] = [];
  const fails = { next: false };
  const record = recordReadings(async (reading) => {
    await Promise.resolve();
    if (fails.next) throw new Error("the store is away");
    kept.push(reading);
  });
  return { kept, fails, record };
};

describe("a look at somebody's data", () => {
  test("is kept once an hour for each reader, person and kind, also of looks at once", async () => {
    const { kept, record } = keeper();
    await Promise.all([record(look, at("09:00")), record(look, at("09:00"))]);
    await record(look, at("09:59"));
    expect(kept).toEqual([{ ...look, hour: "2026-11-16T09" }]);
    await record({ ...look, what: "pay" }, at("09:59"));
    await record({ ...look, readBy: "auditor" }, at("09:59"));
    await record({ ...look, userIds: ["anna", "boris", "hr"] }, at("09:59"));
    expect(kept.at(-1)?.userIds).toEqual(["boris"]);
    await record(look, at("10:00"));
    expect(kept).toHaveLength(5);
  });

  test("at one's own data is none", async () => {
    const { kept, record } = keeper();
    await record({ ...look, readBy: "anna" }, at("09:00"));
    expect(kept).toEqual([]);
  });

  test("that cannot be kept is a 503, and is tried again by the next", async () => {
    const { kept, fails, record } = keeper();
    fails.next = true;
    await expect(record(look, at("09:00"))).rejects.toMatchObject({ status: 503, headers: { "Retry-After": "2" } });
    fails.next = false;
    await record(look, at("09:01"));
    expect(kept).toHaveLength(1);
  });
});
