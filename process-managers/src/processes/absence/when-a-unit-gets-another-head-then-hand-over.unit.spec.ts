// Requests that wait at a unit's head, and who is told that they wait for them now.
import { describe, expect, test } from "@jest/globals";
import {
  AbsenceApproved,
  AbsenceRequested,
  type DomainEvent,
  localDate,
  UnitDissolved,
  UnitHeadAppointed,
  UnitHeadVacated,
} from "@tabel/domain";
import { bankAt } from "../../specification/bank.js";
import { cameDue, type FactsOf, happened, intentsOf } from "../../specification/given-then.js";
import { whenAUnitGetsAnotherHeadThenHandOver as theProcess } from "./when-a-unit-gets-another-head-then-hand-over.js";

const days = {
  from: "2026-06-01",
  to: "2026-06-05",
  dayPart: "full" as const,
  kind: "unpaid-leave",
  ledger: null,
  days: [],
};
const asked = (requestId: string) =>
  AbsenceRequested({
    ...days,
    employeeId: "galina",
    requestId,
    reserved: 0,
    comment: null,
    route: [{ holder: "unit-head", unitId: "branch", remindAfter: 2, escalateAfter: 5 }],
    requestedBy: "galina",
  });
const approved = (requestId: string) =>
  AbsenceApproved({ ...days, employeeId: "galina", requestId, used: 0, released: [], step: 0, approvedBy: "anna" });
const hans = UnitHeadAppointed({ unitId: "branch", employeeId: "hans", from: "2026-05-18" });
const vacated = UnitHeadVacated({ unitId: "branch", employeeId: "anna", from: "2026-05-18" });
const dissolved = UnitDissolved({ unitId: "branch", successorId: "bank", on: "2026-05-18" });

const at = (zone: string) => ({ date: localDate("2026-05-18"), time: "09:00", zone });
const wait = (zone: string) => [{ do: "wait", key: "from 2026-05-18", timer: "takes-over", at: at(zone) }];
const handOver = (to: string, count: number) => [
  { do: "notify", key: to, fact: { is: "hand-over", to, what: "approvals", count } },
];
const requests = [asked("r1"), asked("r2"), asked("r3")];
const stream = [...requests, approved("r2")];

const intents = (change: DomainEvent, facts: FactsOf<typeof theProcess>) =>
  intentsOf(
    theProcess,
    facts,
    bankAt("2026-05-18T07:00:00.000Z", { organisation: [change], "absence-galina": stream }),
  );

describe("requests that wait at a unit's head", () => {
  const before = requests.map((each) => happened(each));
  const due = cameDue("takes-over", at("UTC"), "from 2026-05-18");
  test("are told to the new head on the first morning, those that are decided not", async () => {
    expect(await intents(hans, [...before, happened(hans)])).toEqual(wait("Europe/Berlin"));
    expect(await intents(hans, [...before, happened(hans), due])).toEqual(handOver("hans", 2));
  });
  test("go to the head above where nobody heads the unit, or another unit takes over", async () => {
    expect(await intents(vacated, [...before, happened(vacated)])).toEqual(wait("Asia/Vladivostok"));
    expect(await intents(dissolved, [...before, happened(dissolved)])).toEqual(wait("Europe/Moscow"));
    expect(await intents(vacated, [...before, happened(vacated), due])).toEqual(handOver("boris", 2));
    const moved = [...before, happened(dissolved), due];
    expect(await intents(vacated, moved)).toEqual(handOver("boris", 2));
  });
  test("that are none are told to nobody", async () => expect(await intents(hans, [happened(hans), due])).toEqual([]));
});
