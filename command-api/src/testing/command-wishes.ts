// One that is carried out for each command of the table; some build on others, in this order.
import { createHash } from "node:crypto";
import type { PreparedAbsences } from "./prepared-absences.js";
import { newcomerWishes } from "./newcomer-wishes.js";
import { acceptedSheet, leave, told, type PreparedWishes } from "./prepared-wishes.js";
import { administrator } from "./running-api.js";
import { hired, officers } from "./small-bank.js";

const { hr, accountant } = officers;
const admin = administrator.userId;
const sheet = { unitId: "u2", period: "2026-01" };
const pushEndpoint = "https://updates.push.services.mozilla.com/wpush/v2/vera";

type Wish = readonly [sender: string, body: object];

/** @param prepared asked when a wish is sent */
export const commandWishes = (prepared: () => PreparedWishes): Readonly<Record<string, () => Wish>> => {
  const request = (index: number) => ({ employeeId: "anna", requestId: prepared().requests[index] });
  const nadias = (which: keyof PreparedAbsences) => ({ employeeId: "nadia", requestId: prepared().absences[which] });
  return {
    "establish-unit": () => [hr, { unitId: "u7", name: "Unit 7", parentId: "u1", on: "2026-01-01" }],
    "hire-employee": () => [hr, hired("galina", "u7")],
    "appoint-head": () => [hr, { unitId: "u7", employeeId: "galina", from: "2026-02-01" }],
    "rename-unit": () => [hr, { unitId: "u7", name: "Private clients", from: "2026-02-01" }],
    "vacate-head": () => [hr, { unitId: "u7", from: "2026-02-15" }],
    "conclude-contract": () => [
      hr,
      { employeeId: "galina", kind: "permanent", from: "2025-01-09", until: null, probationUntil: "2025-04-08" },
    ],
    "assign-schedule": () => [hr, { employeeId: "galina", from: "2026-02-01", schedule: "shift-2-2-a" }],
    "set-salary": () => [
      hr,
      { employeeId: "galina", from: "2026-02-01", monthly: { minor: 9_500_000, currency: "RUB" } },
    ],
    "transfer-employee": () => [hr, { employeeId: "galina", from: "2026-03-01", unitId: "u2", position: "Cashier" }],
    "assign-grade": () => [hr, { employeeId: "galina", from: "2026-02-01", grade: "G7" }],
    "relocate-employee": () => [
      hr,
      { employeeId: "galina", from: "2026-04-01", country: "KZ", timeZone: "Asia/Almaty" },
    ],
    "change-personal-data": () => [
      hr,
      { employeeId: "galina", fullName: { last: "Petrova", first: "Galina", middle: null }, email: null },
    ],
    "annul-entry": () => [hr, { employeeId: "galina", entry: "salary", from: "2026-02-01" }],
    "record-leaving": () => [hr, { employeeId: "galina", lastDay: "2026-12-31", ground: "own-request" }],
    "correct-leaving": () => [hr, { employeeId: "galina", lastDay: "2026-03-10", ground: "agreement" }],
    "rehire-employee": () => [
      hr,
      {
        employeeId: "galina",
        hiredOn: "2026-03-12",
        unitId: "u2",
        position: "Teller",
        country: "RU",
        timeZone: "Europe/Moscow",
      },
    ],
    "move-unit": () => [hr, { unitId: "u7", parentId: "u2", from: "2026-03-01" }],
    "dissolve-unit": () => [hr, { unitId: "u7", successorId: "u3", on: "2026-03-15" }],
    "withdraw-leaving": () => [hr, { employeeId: "chief" }],
    "grant-leave": () => [
      hr,
      {
        source: "opening-balance",
        employeeId: "vera",
        ledger: "annual",
        amount: 1250,
        on: "2026-01-12",
        expiresOn: "2026-12-31",
      },
    ],
    "run-accruals": () => [hr, { employeeId: "boris", upTo: "2026-12-31" }],
    "adjust-leave": () => [
      hr,
      { employeeId: "vera", ledger: "annual", amount: 150, on: "2026-02-01", reason: "Left out of the balance." },
    ],
    "carry-over-leave": () => [
      hr,
      {
        employeeId: "vera",
        ledger: "annual",
        source: "opening-balance",
        until: "2027-03-31",
        most: 500,
        reason: "A project ends in spring.",
      },
    ],
    "agree-additional-leave": () => [
      hr,
      { employeeId: "boris", ground: "irregular-hours", perYear: 300, from: "2025-01-09" },
    ],
    "encash-leave": () => [hr, { employeeId: "boris", ledger: "additional", amount: 100 }],
    "end-absences": () => [hr, { employeeId: "lena" }],
    "compensate-leave": () => [hr, { employeeId: "lena", ledger: "annual" }],
    "reverse-ledger-entry": () => [
      hr,
      { employeeId: "boris", ledger: "annual", source: "leave-year-2026-01-09", reason: "Granted in another system." },
    ],
    "submit-leave": () => ["anna", { ...leave, from: "2026-10-05", to: "2026-10-09" }],
    "approve-request": () => ["head", request(0)],
    "reject-request": () => ["boss", { ...request(1), reason: "Two tellers are away in that week." }],
    "withdraw-request": () => ["anna", request(2)],
    "set-allowance": () => [
      hr,
      {
        employeeId: "galina",
        from: "2026-02-01",
        code: "qualification",
        monthly: { minor: 1_000_000, currency: "RUB" },
      },
    ],
    "set-minimum-staffing": () => [
      "head",
      { unitId: "u2", position: "Teller", from: "2026-04-01", minimum: 1, effect: "warn" },
    ],
    "declare-black-out": () => [
      "boss",
      { unitId: "u2", from: "2026-12-28", to: "2026-12-31", kinds: null, effect: "warn", reason: "The year's end" },
    ],
    "lift-black-out": () => [hr, { unitId: "u2", blackOutId: prepared().teams.blackOutId }],
    "plan-leave-part": () => [
      "head",
      { unitId: "u2", year: 2027, employeeId: "anna", from: "2027-06-01", to: "2027-06-14" },
    ],
    "unplan-leave-part": () => ["head", { unitId: "u2", year: 2027, partId: prepared().teams.openPart }],
    "submit-leave-schedule": () => ["head", { unitId: "u2", year: 2027 }],
    "return-leave-schedule": () => [hr, { unitId: "u2", year: 2027, reason: "Nobody is there in June." }],
    "approve-leave-schedule": () => [hr, { unitId: "u3", year: 2027 }],
    "propose-leave-change": () => [
      hr,
      {
        ...prepared().teams.ofBoss,
        partId: prepared().teams.parts[0],
        to: { from: "2027-08-02", to: "2027-08-15" },
        reason: "An audit",
      },
    ],
    "agree-to-leave-change": () => [hr, { ...prepared().teams.ofBoss, changeId: prepared().teams.changes[0] }],
    "decline-leave-change": () => [hr, { ...prepared().teams.ofBoss, changeId: prepared().teams.changes[1] }],
    "announce-planned-leave": () => [hr, { unitId: "u1", year: 2027, partId: prepared().teams.parts[0] }],
    "acknowledge-planned-leave": () => ["boss", { unitId: "u1", year: 2027, partId: prepared().teams.parts[3] }],
    "create-feed": () => ["vera", { subject: { of: "unit", unitId: "u3" }, language: "en" }],
    "revoke-feed": () => ["anna", { userId: "anna", feedId: prepared().teams.feedId }],
    "set-notification-preference": () => [
      "vera",
      { userId: "vera", fact: "task-due", channel: "email", wanted: false },
    ],
    "set-notification-settings": () => [
      "vera",
      { userId: "vera", quiet: { from: "21:00", to: "08:00" }, digestAt: "17:30", language: "ru" },
    ],
    "subscribe-to-push": () => [
      "vera",
      { userId: "vera", endpoint: pushEndpoint, p256dh: "B".repeat(87), auth: "A".repeat(22) },
    ],
    "end-push-subscription": () => [
      "vera",
      { userId: "vera", subscriptionId: createHash("sha256").update(pushEndpoint).digest("hex") },
    ],
    "mark-notifications-read": () => ["vera", { userId: "vera", deliveryIds: [told] }],
    "publish-announcement": () => [
      hr,
      {
        announcementId: "canteen",
        audience: { of: "unit", unitId: "u2" },
        title: { ru: "Столовая закрыта", en: "The canteen is closed" },
        text: { ru: "На неделю.", en: "For a week." },
      },
    ],
    "attach-document": () => [
      "nadia",
      { ...nadias("pending"), documentId: "d1", name: "summons.pdf", mediaType: "application/pdf" },
    ],
    "record-absence": () => ["chief", { employeeId: "nadia", from: "2026-03-13", to: "2026-03-13" }],
    "escalate-step": () => [
      "process:when-a-step-waits-then-remind-and-escalate",
      { ...nadias("pending"), step: 0, escalation: 0 },
    ],
    "ask-cancellation": () => ["nadia", { ...nadias("toCancel"), reason: "The journey was put off." }],
    "consent-to-cancellation": () => ["chief", nadias("askedToCancel")],
    "decline-cancellation": () => ["head", { ...nadias("askedToCancelToo"), reason: "Somebody stands in already." }],
    "propose-recall": () => [
      "chief",
      { ...nadias("toRecall"), from: "2026-06-10", to: "2026-06-12", reason: "An inspection" },
    ],
    "consent-to-recall": () => ["nadia", nadias("recalled")],
    "decline-recall": () => ["nadia", nadias("recalledToo")],
    "correct-absence": () => [
      hr,
      { ...nadias("begun"), kind: "unpaid-leave", from: "2026-03-02", to: "2026-03-04", reason: "Came back early" },
    ],
    "record-reading": () => [
      "process:when-personal-data-are-read-then-record",
      { userIds: ["nadia"], what: "history", readBy: "hr" },
    ],
    "recount-absence": () => ["process:when-a-calendar-changes-then-recount", nadias("outdated")],
    "open-sick-leave": () => [
      "nadia",
      { employeeId: "nadia", certificate: "910123456789", from: "2026-03-09", to: "2026-03-12" },
    ],
    "extend-sick-leave": () => [hr, { ...nadias("openSickLeave"), certificate: "910123456790", to: "2026-01-20" }],
    "close-sick-leave": () => ["nadia", { ...nadias("openSickLeaveToo"), to: "2026-01-28" }],
    "choose-after-sickness": () => [
      "nadia",
      { ...nadias("interrupted"), sickLeaveId: prepared().absences.closedSickLeave, choice: "return" },
    ],
    "record-trip-advance": () => [
      accountant,
      { ...nadias("trip"), amount: { minor: 500_000, currency: "RUB" }, paidOn: "2025-11-07" },
    ],
    "report-trip": () => [
      "nadia",
      { ...nadias("trip"), spent: { minor: 400_000, currency: "RUB" }, summary: "The branch is open." },
    ],
    "accept-trip-report": () => [accountant, nadias("reportedTrip")],
    "return-trip-report": () => [accountant, { ...nadias("reportedTripToo"), reason: "The ticket is missing." }],
    "open-period": () => [accountant, { period: "2026-03" }],
    "calculate-period": () => [accountant, { period: "2026-03" }],
    "override-lock": () => [
      hr,
      { ...sheet, employeeId: "anna", date: "2026-01-12", until: "2026-03-20", reason: "The pass records came late." },
    ],
    "record-deviation": () => [
      "head",
      { ...sheet, employeeId: "anna", date: "2026-01-12", entries: [{ code: "НН", minutes: 0 }] },
    ],
    "remove-deviation": () => ["head", { ...sheet, employeeId: "anna", date: "2026-01-12" }],
    "submit-timesheet": () => ["head", sheet],
    "return-timesheet": () => [accountant, { ...sheet, reason: "The overtime of the 14th has no order." }],
    "accept-timesheet": () => [accountant, acceptedSheet],
    "close-timesheet": () => [accountant, acceptedSheet],
    "post-corrective-timesheet": () => [
      accountant,
      {
        ...acceptedSheet,
        employeeId: "boris",
        cells: [{ date: "2026-02-12", entries: [{ code: "Б", minutes: 0 }] }],
        reason: "The certificate came after the sheet.",
      },
    ],
    "close-period": () => [accountant, { period: "2026-03" }],
    ...newcomerWishes(() => prepared().newcomers),
    "grant-role": () => [
      admin,
      {
        userId: "vera",
        role: "hr-officer",
        scope: { over: "units", unitIds: ["u3"] },
        from: "2026-03-01",
        until: "2026-12-31",
      },
    ],
    "revoke-role": () => [admin, { userId: "vera", role: "hr-officer", on: "2026-03-16" }],
    "appoint-deputy": () => [
      "head",
      { userId: "head", deputy: "anna", from: "2026-03-16", until: "2026-03-31", kinds: ["annual-leave"] },
    ],
    "dismiss-deputy": () => ["head", { userId: "head", deputy: "anna", on: "2026-03-20" }],
    "set-password": () => [admin, { userId: "anna", password: "seven green kettles" }],
    "change-password": () => ["anna", { oldPassword: "seven green kettles", newPassword: "six blue teapots" }],
  };
};
