// What is recorded when somebody looks at a person's data.
import { expect, test } from "@jest/globals";
import { command } from "../specification/given-when-then.js";
import { PersonalDataRead, RecordReading, recordReading } from "./readings.js";

const look = { userIds: ["anna", "boris"], what: "history", readBy: "hr" } as const;
const record = (data: object) => recordReading(command(RecordReading.parse({ ...look, ...data })));

test("a look at people's data is recorded", () => {
  expect(record({})).toEqual([PersonalDataRead({ ...look, userIds: ["anna", "boris"] })]);
});
test("a look at one's own is nobody's business", () => {
  expect(record({ readBy: "anna" })).toEqual([
    PersonalDataRead({ userIds: ["boris"], what: "history", readBy: "anna" }),
  ]);
  expect(record({ userIds: ["anna"], readBy: "anna" })).toEqual([]);
});
test.each([
  { userIds: [] },
  { userIds: Array.from({ length: 501 }, (_, n) => `e${n}`) },
  { what: "mail" },
  { more: 1 },
])("%j is no look", (data) => expect(RecordReading.safeParse({ ...look, ...data }).success).toBe(false));
