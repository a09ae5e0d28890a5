// Monthly runs for everybody, zone by zone and in portions; and who is warned of days that expire.
import { describe, expect, test } from "@jest/globals";
import { EmployeeHired, EmployeeRelocated, LeaveAdjusted, localDate, PeriodOpened } from "@tabel/domain";
import { bankAt, left } from "../../specification/bank.js";
import { cameDue, type FactsOf, happened, intentsOf } from "../../specification/given-then.js";
import { whenAMonthBeginsThenRunAccruals as theProcess } from "./when-a-month-begins-then-run-accruals.js";

const hired = (employeeId: string, timeZone = "Europe/Moscow") =>
  happened(
    EmployeeHired({
      employeeId,
      fullName: { last: "Ли", first: "Анна", middle: null },
      email: null,
      hiredOn: "2015-03-02",
      unitId: "branch",
      position: "Кассир",
      country: "RU",
      timeZone,
    }),
  );
const [moscow, east] = ["Europe/Moscow", "Asia/Vladivostok"];
const at = (date: string, zone: string) => ({ date: localDate(date), time: "06:00", zone });
const wait = (month: string, place: number, zone: string) => ({
  do: "wait",
  key: `${month} ${place} ${zone}`,
  timer: "run",
  at: at(`${month}-01`, zone),
});
const run = (employeeId: string, upTo = "2026-03-01") => ({
  do: "command",
  key: employeeId,
  command: "run-accruals",
  data: { employeeId, upTo },
});
const due = (place = 0, month = "2026-03", zone = moscow) =>
  cameDue("run", at(`${month}-01`, zone), `${month} ${place} ${zone}`);
const intents = (facts: FactsOf<typeof theProcess>, more: Parameters<typeof bankAt>[1] = {}) =>
  intentsOf(theProcess, facts, bankAt("2026-03-01T03:00:00.000Z", more));

describe("the monthly run", () => {
  test("waits for the first morning of the next month in each zone", async () => {
    const moved = EmployeeRelocated({ employeeId: "hans", from: "2026-03-01", country: "RU", timeZone: east });
    expect(await intents([hired("galina"), hired("hans"), happened(moved)])).toEqual([
      wait("2026-03", 0, moscow),
      wait("2026-03", 0, east),
    ]);
    // In Vladivostok the month is over earlier.
    const late = happened(PeriodOpened({ period: "2026-04" }), "2026-02-28T18:00:00.000Z");
    expect(await intents([hired("galina"), hired("anna", east), late])).toEqual([
      wait("2026-03", 0, moscow),
      wait("2026-04", 0, east),
    ]);
  });
  test("brings everybody's ledgers up to date who has not left, and waits for the next month", async () =>
    expect(
      await intents([hired("galina"), hired("hans"), due()], { "employee-hans": [left("hans", "2026-02-27")] }),
    ).toEqual([run("galina"), wait("2026-04", 0, moscow)]));
  test("goes on in portions", async () => {
    const people = Array.from({ length: 201 }, (_, index) => `e${index}`);
    const everybody = [...people.map((each) => hired(each)), hired("galina")];
    const first = await intents([...everybody, due()]);
    expect(first).toEqual([wait("2026-03", 200, moscow), wait("2026-04", 0, moscow)]);
    expect(await intents([...everybody, due(200)])).toEqual([run("galina")]);
  });
});

test("who has days that expire in the month after the next is warned once", async () => {
  const kept = LeaveAdjusted({
    employeeId: "galina",
    entryId: "carried",
    ledger: "annual",
    amount: 500,
    effectiveOn: "2026-01-01",
    expiresOn: "2026-04-30",
    reason: "By agreement",
  });
  const warned = (month: string) =>
    intents([hired("galina"), due(0, month)], { "absence-galina": [kept] }).then((all) =>
      all.flatMap((intent) => (intent.do === "notify" ? [intent.fact] : [])),
    );
  const fact = { is: "carry-over-expires", employeeId: "galina", ledger: "annual", days: 500, on: "2026-04-30" };
  expect(await warned("2026-02")).toEqual([]);
  expect(await warned("2026-03")).toEqual([fact]);
  expect(await warned("2026-04")).toEqual([]);
});
