// Trips: the per diem of every day, and the accounts until they are settled; absences that are found and recorded.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../../kernel/local-date.js";
import { accountant, facts, hrOfAll } from "../../specification/bank.js";
import { appended, command, fold, given } from "../../specification/given-when-then.js";
import { absence, type AbsenceEvent } from "../absence.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { ApproveRequest, approveRequest } from "../request/decide-request.js";
import { RecordAbsence, recordAbsence } from "../request/record-absence.js";
import { SubmitLeave, submitLeave } from "../request/submit-leave.js";
import {
  AcceptTripReport,
  acceptTripReport,
  RecordTripAdvance,
  recordTripAdvance,
  ReportTrip,
  reportTrip,
  ReturnTripReport,
  returnTripReport,
} from "./trip.js";

const REQUEST = "11111111-1111-4111-8111-111111111111";
const ids = { employeeId: "galina", requestId: REQUEST };
const roubles = (minor: number) => ({ minor, currency: "RUB" });
const plan = { destination: "Kazan", purpose: "A branch", country: "RU", advance: roubles(500_000) };

const ask = (trip: object | null = plan, more: object = {}) =>
  given(absence, [] as AbsenceEvent[]).when((state) =>
    submitLeave(
      command(
        SubmitLeave.parse({
          employeeId: "galina",
          kind: "business-trip",
          from: "2026-02-06",
          to: "2026-02-09",
          trip,
          ...more,
        }),
        "galina",
        REQUEST,
      ),
      state,
      facts(),
    ),
  );
const approved = (): AbsenceEvent[] => {
  const submitted = ask().thenAppendsSome();
  const state = fold<ReturnType<typeof absence.evolve>, AbsenceEvent>(absence, submitted);
  const approval = command(ApproveRequest.parse(ids), "anna");
  return [...submitted, ...appended<AbsenceEvent>(approveRequest(approval, state, facts()))];
};
const during = { today: localDate("2026-02-10") };
const byAccounting: Partial<AbsenceFacts> = { ...during, roles: accountant };

const report = (minor: number, told: Partial<AbsenceFacts> = during, history = approved()) =>
  given(absence, history).when((state) =>
    reportTrip(
      command(ReportTrip.parse({ ...ids, spent: roubles(minor), summary: "Open" }), "galina"),
      state,
      facts(told),
    ),
  );
const advance = (actor = "olga", told = byAccounting, currency = "RUB") =>
  given(absence, approved()).when((state) =>
    recordTripAdvance(
      command(RecordTripAdvance.parse({ ...ids, amount: { minor: 500_000, currency }, paidOn: "2026-02-05" }), actor),
      state,
      facts(told),
    ),
  );
const accept = (history: AbsenceEvent[]) =>
  given(absence, history).when((state) =>
    acceptTripReport(command(AcceptTripReport.parse(ids), "olga"), state, facts(byAccounting)),
  );

describe("a trip", () => {
  test("has its per diem for every day, the weekend among them", () =>
    expect(ask().thenAppendsSome()[1]?.data).toMatchObject({
      perDiem: [{ from: "2026-02-06", to: "2026-02-09", daily: roubles(70_000) }],
      total: roubles(280_000),
    }));
  test("is asked for with destination and purpose, and nothing else is", () => {
    ask(null).thenRefused("trip-required");
    ask(plan, { kind: "unpaid-leave" }).thenRefused("no-trip");
    ask(plan, { from: "2024-02-28", to: "2024-03-02" }).thenRefused("before-hire");
  });
  test("is settled: spent and per diem, less the advance", () => {
    const paid = [...approved(), ...advance().thenAppendsSome()];
    const history = [...paid, ...report(100_000, during, paid).thenAppendsSome()];
    expect(accept(history).thenAppendsSome()[0]?.data).toMatchObject({ balanceMinor: -120_000, currency: "RUB" });
    report(1, during, [...history, ...accept(history).thenAppendsSome()]).thenRefused("trip-settled");
  });
  test("is reported once it has begun, and accepted when there is a report", () => {
    report(1, {}).thenRefused("trip-not-ended");
    accept(approved()).thenRefused("report-not-submitted");
    report(1, during, []).thenRefused("request-unknown");
  });
  test("has its money recorded by accounting, never its own, in its currency", () => {
    advance("anna", { ...during, roles: [] }).thenRefused("not-permitted");
    advance("galina").thenRefused("own-request");
    advance("olga", byAccounting, "EUR").thenRefused("other-currency");
  });
  test("has its report sent back with a reason, and reported again", () => {
    const history = [...approved(), ...report(1).thenAppendsSome()];
    const sendBack = (reason: string) =>
      given(absence, history).when((state) =>
        returnTripReport(command(ReturnTripReport.parse({ ...ids, reason }), "olga"), state, facts(byAccounting)),
      );
    sendBack(" ").thenRefused("reason-required");
    report(2, during, [...history, ...sendBack("No ticket").thenAppendsSome()]).thenAppendsSome();
  });
});

describe("an absence that was found", () => {
  const record = (more: object = {}, actor = "anna", told: Partial<AbsenceFacts> = {}) =>
    given(absence, [] as AbsenceEvent[]).when((state) =>
      recordAbsence(
        command(
          RecordAbsence.parse({ employeeId: "galina", from: "2026-02-02", to: "2026-02-02", ...more }),
          actor,
          REQUEST,
        ),
        state,
        facts(told),
      ),
    );
  test("is recorded by a head or HR and holds at once", () => {
    record().thenAppendsSome();
    record({}, "hanna", { roles: hrOfAll }).thenAppendsSome();
    record({}, "tanya").thenRefused("not-permitted");
    record({}, "galina").thenRefused("own-request");
  });
  test("is of a kind that is recorded, on days that have come and are worked", () => {
    record({ kind: "annual-leave" }).thenRefused("not-recorded");
    record({ to: "2026-02-03" }).thenRefused("in-the-future");
    record({ from: "2026-02-01", to: "2026-02-01" }).thenRefused("counts-no-days");
  });
});
