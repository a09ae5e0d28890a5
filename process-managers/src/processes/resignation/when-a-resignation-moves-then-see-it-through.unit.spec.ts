// A resignation from receipt to the last day. No process decides one: without execution no leaving is recorded.
import { describe, expect, test } from "@jest/globals";
import {
  EmployeeLeft,
  ExitItemDone,
  localDate,
  ResignationAccepted,
  ResignationCorrected,
  ResignationExecuted,
  ResignationWithdrawn,
} from "@tabel/domain";
import { bankAt } from "../../specification/bank.js";
import { cameDue, type FactsOf, happened, intentsOf } from "../../specification/given-then.js";
import { whenAResignationMovesThenSeeItThrough as theProcess } from "./when-a-resignation-moves-then-see-it-through.js";

const of = { employeeId: "anna", number: 1 };
const lastDay = "2026-03-16";
const letter = {
  form: "scan" as const,
  document: "documents/1",
  ground: "own-wish" as const,
  asked: { says: "nothing" as const },
  earliest: lastDay,
  noticeEnds: lastDay,
  proposedLastDay: lastDay,
  open: [],
};
const corrected = ResignationCorrected({ ...of, ...letter, round: 2, on: "2026-03-04", correctedBy: "anna" });
const title = { ru: "Пункт", en: "Item" };
const accepted = ResignationAccepted({
  ...of,
  lastDay,
  by: "notice",
  acceptedBy: "hr",
  checklist: [
    { item: "badge", owner: "employee", title },
    { item: "pay", owner: "accountant", title },
  ],
});
const executed = ResignationExecuted({ ...of, lastDay, executedBy: "hr", despite: null });
const withdrawn = (afterExecution: boolean) =>
  ResignationWithdrawn({ ...of, on: lastDay, withdrawnBy: "anna", afterExecution });
const badge = ExitItemDone({ ...of, item: "badge", doneOn: "2026-03-12", doneBy: "anna" });

const at = (date: string) => ({ date: localDate(date), time: "09:00", zone: "Asia/Vladivostok" });
const wait = (timer: string, date: string) => ({ do: "wait", key: timer, timer, at: at(date) });
const due = (timer: string) => cameDue(timer, at(lastDay));
const tell = (key: string, fact: object) => ({ do: "notify", key, fact });
const item = (name: string, owner: string) =>
  tell(`item ${name}`, { is: "exit-item-due", ...of, item: name, owner, on: lastDay });
const missing = tell("execution", { is: "execution-missing", ...of, lastDay });
const stops = ["near", "last-day", "items"].map((key) => ({ do: "stop-waiting", key }));
const record = {
  do: "command",
  key: "leave",
  command: "record-leaving",
  data: { employeeId: "anna", lastDay, ground: "own-request" },
};
const back = { do: "command", key: "stay", command: "withdraw-leaving", data: { employeeId: "anna" } };

const intents = (facts: FactsOf<typeof theProcess>, more: Parameters<typeof bankAt>[1] = {}) =>
  intentsOf(theProcess, facts, bankAt("2026-03-16T00:00:00.000Z", more));
const begun = [happened(accepted)];

describe("a letter", () => {
  test("that is accepted waits for its last day, where the person is", async () =>
    expect(await intents(begun)).toEqual([wait("near", "2026-03-13"), wait("items", lastDay)]));
  test("that is corrected is open again: nothing waits for the day of before", async () => {
    expect(await intents([...begun, happened(corrected)])).toEqual(stops);
    expect(await intents([...begun, happened(corrected), due("last-day")])).toEqual([]);
  });
});

describe("before the last day", () => {
  test("everybody is reminded, of the items that are open", async () =>
    expect(await intents([...begun, happened(badge), due("near")])).toEqual([
      tell("near", { is: "last-day-near", ...of, lastDay }),
      missing,
      item("pay", "accountant"),
    ]));
  test("and on it HR is told of one that nobody has executed", async () => {
    expect(await intents([...begun, happened(badge), due("items")])).toEqual([missing, item("pay", "accountant")]);
    for (const timer of ["near", "items"])
      expect(await intents([...begun, happened(executed), due(timer)])).not.toContainEqual(missing);
  });
  test("a withdrawal stops everything", async () => {
    expect(await intents([...begun, happened(withdrawn(false))])).toEqual(stops);
    for (const timer of ["near", "items", "last-day"])
      expect(await intents([...begun, happened(withdrawn(false)), due(timer)])).toEqual([]);
  });
});

describe("on the last day", () => {
  test("the leaving is recorded, if a person has executed the resignation", async () => {
    const history = [...begun, happened(executed)];
    expect(await intents(history)).toEqual([wait("last-day", lastDay)]);
    expect(await intents([...history, due("last-day")])).toEqual([record]);
    expect(await intents([...begun, due("last-day")])).toEqual([]);
  });
  test("it can still be taken back, and with it what was recorded; not what was recorded otherwise", async () => {
    const history = [...begun, happened(executed), happened(withdrawn(true))];
    const leaving = (day: string) => ({ "employee-anna": [EmployeeLeft({ employeeId: "anna", lastDay: day })] });
    // Not recorded yet as far as can be seen: the command may be on its way, and comes before this one.
    expect(await intents(history)).toEqual([...stops, back]);
    expect(await intents(history, leaving(lastDay))).toEqual([...stops, back]);
    expect(await intents(history, leaving("2026-04-30"))).toEqual(stops);
  });
});
