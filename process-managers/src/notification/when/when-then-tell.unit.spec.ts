// What each event makes known.
import { describe, expect, test } from "@jest/globals";
import {
  AbsenceApproved,
  AbsenceRejected,
  AbsenceRequested,
  AbsenceWithdrawn,
  AnnouncementPublished,
  DeputyAppointed,
  parseFact,
  ResignationChecked,
  SickLeaveOpened,
  StepApproved,
  StepEscalated,
  TrainingMovedUp,
  TrainingSessionMoved,
} from "@tabel/domain";
import { given, happened, stateAfter } from "../../specification/given-then.js";
import { whenARequestMovesThenTell } from "./when-a-request-moves-then-tell.js";
import { whenSomethingHappensThenTell } from "./when-something-happens-then-tell.js";

const own = { employeeId: "galina", requestId: "r1" };
const dates = { ...own, from: "2026-12-07", to: "2026-12-20" };
const head = { holder: "unit-head" as const, unitId: "branch" };
const hr = { holder: "role" as const, role: "hr-officer" };
const points = { remindAfter: null, escalateAfter: null };
const asked = happened(
  AbsenceRequested({
    ...dates,
    kind: "annual-leave",
    dayPart: "full",
    ledger: "annual",
    reserved: 1400,
    days: [],
    comment: null,
    route: [head, hr],
    requestedBy: "galina",
  }),
);
const stepApproved = happened(StepApproved({ ...own, step: 0, approvedBy: "anna" }));
const tell = (fact: { readonly is: string; readonly [name: string]: unknown }) => ({
  do: "notify" as const,
  key: fact.is,
  fact: parseFact(fact),
});
const step = (holder: object) => ({ ...dates, requestedBy: "galina", step: { ...holder, ...points } });
const released = { ledger: null, released: [] };

describe("a request", () => {
  test("that is sent is told to whom it waits for, and to who sent it", () =>
    given(whenARequestMovesThenTell, [asked]).thenIntends(
      tell({ is: "leave-submitted", ...dates }),
      tell({ is: "step-waits", ...step(head) }),
    ));
  test("that has passed a step is told to the next", () =>
    given(whenARequestMovesThenTell, [asked, stepApproved]).thenIntends(tell({ is: "step-waits", ...step(hr) })));
  test("that was escalated is told to whom it went", () =>
    given(whenARequestMovesThenTell, [
      asked,
      happened(StepEscalated({ ...own, step: 0, to: { ...head, unitId: "bank" }, escalatedBy: "system" })),
    ]).thenIntends(tell({ is: "step-escalated", ...step({ ...head, unitId: "bank" }) })));
  test("that is approved is told with the dates that were approved, to nobody by a list", () =>
    given(whenARequestMovesThenTell, [
      asked,
      happened(
        AbsenceApproved({
          ...dates,
          ...released,
          to: "2026-12-18",
          kind: "annual-leave",
          dayPart: "full",
          used: 0,
          days: [],
          step: 1,
          approvedBy: "lev",
        }),
      ),
    ]).thenIntends(tell({ is: "leave-approved", ...dates, to: "2026-12-18" })));
  test("that is rejected or withdrawn is told", () => {
    const rejected = { ...own, ...released, step: 0, rejectedBy: "anna", reason: "Мало людей" };
    given(whenARequestMovesThenTell, [asked, happened(AbsenceRejected(rejected))]).thenIntends(
      tell({ is: "leave-rejected", ...dates }),
    );
    given(whenARequestMovesThenTell, [
      asked,
      happened(AbsenceWithdrawn({ ...own, ...released, withdrawnBy: "galina" })),
    ]).thenIntends(tell({ is: "leave-withdrawn", ...step(head) }));
  });
  test("keeps no kind, no comment and no reason", () => {
    expect(JSON.stringify(stateAfter(whenARequestMovesThenTell, [asked]))).not.toContain("annual");
  });
});

test("nobody is told of what was imported: it happened elsewhere, long ago", () => {
  given(whenARequestMovesThenTell, [{ ...asked, imported: true }]).thenNothing();
  const published = TrainingMovedUp({ sessionId: "s1", employeeId: "galina" });
  given(whenSomethingHappensThenTell, [{ ...happened(published), imported: true }]).thenNothing();
});

test("sickness is told though nobody asked for it", () =>
  given(whenARequestMovesThenTell, [
    happened(
      SickLeaveOpened({ ...dates, kind: "sick-leave", certificate: "910123456789", holds: [], openedBy: "galina" }),
    ),
  ]).thenIntends(tell({ is: "sick-leave-opened", ...dates })));

describe("other facts", () => {
  test.each([
    [
      DeputyAppointed({ userId: "anna", deputy: "egor", from: "2026-12-01", until: null, kinds: null }),
      [{ is: "deputy-appointed", userId: "anna", deputy: "egor", from: "2026-12-01", until: null }],
    ],
    [
      TrainingMovedUp({ sessionId: "s1", employeeId: "galina" }),
      [{ is: "training-moved-up", sessionId: "s1", employeeId: "galina" }],
    ],
    [
      TrainingSessionMoved({
        sessionId: "s1",
        startsAt: "2026-12-04T07:00:00.000Z",
        endsAt: "2026-12-04T09:00:00.000Z",
        cutOffAt: "2026-12-03T15:00:00.000Z",
        place: "Room 5",
      }),
      [{ is: "training-session-changed", sessionId: "s1" }],
    ],
    [ResignationChecked({ employeeId: "galina", number: 1, round: 1, checkedBy: "lev", findings: [], count: 0 }), []],
    [
      AnnouncementPublished({
        announcementId: "a1",
        audience: { of: "all" },
        title: { ru: "а", en: "a" },
        text: { ru: "а", en: "a" },
        publishedBy: "lev",
      }),
      [{ is: "announcement", announcementId: "a1" }],
    ],
  ])("%j", (event, facts) => given(whenSomethingHappensThenTell, [happened(event)]).thenIntends(...facts.map(tell)));
});
