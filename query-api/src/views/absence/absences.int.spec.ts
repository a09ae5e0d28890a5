// Requests, the inbox and the calendar: whom a request waits for, what each reader is told and may do.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  type AbsenceRequestRow,
  absenceRequestTable,
  absenceSpanTable,
  type DeputyRow,
  deputyTable,
  unitHeadTable,
} from "@tabel/read-models";
import { decided, forHr, requestRow, spanRow } from "../../testing/rows.js";
import { serveViews, type ServedViews } from "../../testing/served-views.js";
import { smallHouse } from "../../testing/small-house.js";

let views: ServedViews;
beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
}, 30_000);
afterAll(() => views.close());
afterEach(() => views.sql("truncate views.absence_request"));

const write = (...rows: Partial<AbsenceRequestRow>[]) => views.write(absenceRequestTable, ...rows.map(requestRow));
const inboxOf = async (userId: string, query = ""): Promise<string[]> =>
  (await views.as(userId)(`inbox${query}`)).body.items.map(({ requestId }: { requestId: string }) => requestId);
const actionsOf = async (userId: string, requestId = "r1"): Promise<string[] | number> => {
  const { status, body } = await views.as(userId)(`requests/${requestId}`);
  return status === 200 ? body.allowedActions : status;
};

const decide = ["approve-request", "reject-request"];
const theirs = ["withdraw-request", "attach-document"];

describe("a request that waits for the head of desk", () => {
  test("is in that head's inbox, and in a superior's who asks for what is below", async () => {
    await write({});
    expect(await inboxOf("dan")).toEqual(["r1"]);
    for (const userId of ["nora", "dora"]) {
      expect(await inboxOf(userId)).toEqual([]);
      expect(await inboxOf(userId, "?below=true")).toEqual(["r1"]);
    }
    for (const userId of ["anna", "boris", "sam", "hr", "acc", "nobody"])
      expect(await inboxOf(userId, "?below=true")).toEqual([]);
  });

  test("can be decided by that head and any above, withdrawn by the employee and by HR, and by nobody else", async () => {
    await write({});
    for (const userId of ["dan", "nora", "dora"]) expect(await actionsOf(userId)).toEqual(decide);
    expect(await actionsOf("anna")).toEqual(theirs);
    expect(await actionsOf("hr")).toEqual(theirs);
    expect(await actionsOf("aud")).toEqual([]);
    for (const userId of ["boris", "sam", "hrs", "acc", "adm"]) expect(await actionsOf(userId)).toBe(404);
  });

  test("cannot be decided by its author, be it the head", async () => {
    await write({ requestedBy: "dan" });
    expect(await actionsOf("dan")).toEqual([]);
    expect(await inboxOf("dan")).toEqual([]);
    expect(await inboxOf("nora")).toEqual(["r1"]);
  });

  test("waits for the next head above where it is the head's own", async () => {
    await write({ employeeId: "dan", requestedBy: "dan" });
    expect(await inboxOf("nora")).toEqual(["r1"]);
    expect(await actionsOf("dan")).toEqual(theirs);
  });

  test("waits for nobody once it is decided", async () => {
    await write({ status: "approved", used: 500, ...decided });
    expect(await inboxOf("dan", "?below=true")).toEqual([]);
    expect(await actionsOf("dan")).toEqual(["propose-recall"]);
    expect(await actionsOf("anna")).toEqual(["ask-cancellation", "attach-document"]);
    expect(await actionsOf("hr")).toEqual(["ask-cancellation", "propose-recall", "recount-absence", "attach-document"]);
  });
});

describe("a head who is away today", () => {
  const away = { requestId: "a1", employeeId: "dan", from: "2026-11-10", to: "2026-11-20" };
  const standIn = (more: Partial<DeputyRow> = {}): DeputyRow => ({
    userId: "dan",
    place: 0,
    deputy: "boris",
    fromDate: "2026-11-10",
    untilDate: "2026-11-21",
    kinds: null,
    ...more,
  });
  beforeEach(async () => {
    await write({});
    await views.write(absenceSpanTable, spanRow({ ...away, fromDate: away.from, toDate: away.to }));
  });
  afterEach(() => views.sql("truncate views.absence_span, views.deputy"));

  test("is passed over for the next one above, and may decide all the same", async () => {
    expect(await inboxOf("nora")).toEqual(["r1"]);
    expect(await inboxOf("dan")).toEqual([]);
    expect(await actionsOf("dan")).toEqual(decide);
  });

  test("is replaced by the deputy of these days, whom the request names", async () => {
    await views.write(deputyTable, standIn());
    expect(await inboxOf("boris")).toEqual(["r1"]);
    expect(await actionsOf("boris")).toEqual(decide);
    const { waitsFor } = (await views.as("boris")("requests/r1")).body;
    expect(waitsFor).toMatchObject({ unitId: "desk", userId: "boris", onBehalfOf: "dan" });
    expect(await inboxOf("nora")).toEqual([]);
  });

  test("is not replaced in another kind, on other days, or by the employee", async () => {
    await views.write(
      deputyTable,
      standIn({ kinds: ["business-trip"] }),
      standIn({ place: 1, fromDate: "2026-11-17" }),
      standIn({ place: 2, deputy: "anna" }),
    );
    expect(await inboxOf("boris")).toEqual([]);
    expect(await actionsOf("boris")).toBe(404);
    expect(await actionsOf("anna")).toEqual(theirs);
    expect(await inboxOf("nora")).toEqual(["r1"]);
  });

  test("who is there keeps the step, whoever is appointed", async () => {
    await views.sql("truncate views.absence_span");
    await views.write(deputyTable, standIn());
    expect(await inboxOf("boris")).toEqual([]);
    expect(await actionsOf("boris")).toBe(404);
    expect(await inboxOf("dan")).toEqual(["r1"]);
  });
});

describe("what is asked after approval", () => {
  const approved = { status: "approved", used: 500, step: null, holderUnitId: null } as const;
  const asked = { reason: "So it is", from: null, to: null } as const;

  test("waits for the head where it is a cancellation, and never for who asked", async () => {
    const change = { ...asked, asks: "cancellation", by: "anna" } as const;
    await write({ ...approved, holderUnitId: "desk", change });
    expect(await inboxOf("dan")).toEqual(["r1"]);
    expect(await actionsOf("dan")).toEqual(["consent-to-cancellation", "decline-cancellation"]);
    expect(await actionsOf("anna")).toEqual(["attach-document"]);
  });

  test("waits for the employee where it is a recall", async () => {
    const change = { ...asked, asks: "recall", by: "dan", from: "2026-12-09", to: "2026-12-11" } as const;
    await write({ ...approved, askedBy: "dan", change });
    expect(await actionsOf("anna")).toEqual(["consent-to-recall", "decline-recall", "attach-document"]);
    expect(await actionsOf("dan")).toEqual([]);
  });
});

test("a request of a unit without a head waits for the nearest head above", async () => {
  await write({ employeeId: "vera", holderUnitId: "vault" });
  expect(await inboxOf("nora")).toEqual(["r1"]);
  expect(await inboxOf("dora")).toEqual([]);
});

test("where no head is left who may decide, the request waits for HR over the employee", async () => {
  await write({ employeeId: "dora", requestedBy: "dora", holderUnitId: "bank" });
  expect(await inboxOf("hr")).toEqual(["r1"]);
  expect(await actionsOf("hr")).toEqual([...decide, ...theirs]);
  expect(await inboxOf("hrs")).toEqual([]);
});

test("a step of a role waits for its holders over the employee's unit, and for no other role", async () => {
  await write({ ...forHr }, { requestId: "r2", employeeId: "semyon", ...forHr, fromDate: "2026-12-01" });
  expect(await inboxOf("hr")).toEqual(["r2", "r1"]);
  expect(await inboxOf("hrs")).toEqual(["r2"]);
  for (const userId of ["acc", "aud", "adm", "dan", "dora"]) expect(await inboxOf(userId, "?below=true")).toEqual([]);
  expect(await actionsOf("hr")).toEqual([...decide, ...theirs]);
  expect(await actionsOf("hrs", "r2")).toEqual([...decide, ...theirs]);
  expect(await actionsOf("aud")).toEqual([]);
});

test("a head whose time has not come or is over has no inbox", async () => {
  await views.write(unitHeadTable, {
    unitId: "vault",
    fromDate: "2026-12-01",
    untilDate: "infinity",
    employeeId: "vera",
  });
  await views.write(unitHeadTable, {
    unitId: "vault",
    fromDate: "2025-01-01",
    untilDate: "2026-11-16",
    employeeId: "boris",
  });
  await write({ employeeId: "gone", holderUnitId: "vault" });
  expect(await inboxOf("vera")).toEqual([]);
  expect(await inboxOf("boris")).toEqual([]);
  expect(await inboxOf("nora")).toEqual(["r1"]);
  await views.sql("delete from views.unit_head where unit_id = 'vault'");
});

test("remarks are shown to the employee, to heads and HR, and not to an auditor", async () => {
  await write({ status: "rejected", reason: "Мало людей", ...decided });
  for (const userId of ["anna", "dan", "nora", "hr"])
    expect((await views.as(userId)("requests/r1")).body).toMatchObject({ comment: "К морю", reason: "Мало людей" });
  expect((await views.as("aud")("requests/r1")).body).toMatchObject({ comment: null, reason: null });
});

test("a person's requests come with the latest first, by status on demand, one's own unless said otherwise", async () => {
  await write(
    { requestId: "a", fromDate: "2026-01-12", toDate: "2026-01-13", status: "approved", used: 150, ...decided },
    { requestId: "b" },
    { requestId: "c" },
  );
  const ids = async (query: string) =>
    (await views.as("anna")(`requests${query}`)).body.items.map(({ requestId }: { requestId: string }) => requestId);
  expect(await ids("")).toEqual(["b", "c", "a"]);
  expect(await ids("?employeeId=anna&status=approved")).toEqual(["a"]);
  const { body } = await views.as("anna")("requests/a");
  expect(body).toMatchObject({ countedDays: 1.5, waitsFor: null, dayPart: "full", name: "Anna Анна" });
});
