// Resignations over HTTP: the letter is the employee's and HR's; a head sees that somebody goes and when; nobody else anything.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { resignationTable } from "@tabel/read-models";
import { resignationRow } from "../../testing/newcomer-rows.js";
import { serveViews, type ServedViews } from "../../testing/served-views.js";
import { smallHouse } from "../../testing/small-house.js";

let views: ServedViews;
beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
  await views.write(
    resignationTable,
    resignationRow("anna", {
      number: 2,
      resignationId: "anna_2",
      original: { form: "original", document: "documents/2", on: "2026-11-05" },
    }),
    resignationRow("anna", { status: "withdrawn", receivedOn: "2026-01-12", lastDay: null }),
    resignationRow("semyon", { status: "received", lastDay: null, ground: null, findings: null }),
    resignationRow("hr", { receivedOn: "2026-11-03" }),
  );
}, 30_000);
afterAll(() => views.close());

const first = async (userId: string, path: string) => (await views.as(userId)(path)).body.items[0];

test("the letter is shown to the employee and HR; heads see that and when", async () => {
  for (const userId of ["anna", "hr"])
    expect(await first(userId, "resignations/anna")).toMatchObject({ letter: { ground: "retirement", round: 1 } });
  for (const userId of ["dan", "nora", "dora"]) {
    const { status, body } = await views.as(userId)("resignations/anna");
    expect(status).toBe(200);
    expect(body.items[0]).toMatchObject({
      status: "accepted",
      receivedOn: "2026-11-02",
      lastDay: "2026-12-18",
      letter: null,
    });
    expect(JSON.stringify(body)).not.toMatch(/retirement|documents|Кому/);
  }
  for (const userId of ["boris", "vera", "sam", "hrs", "acc", "aud", "adm", "nobody"])
    expect((await views.as(userId)("resignations/anna")).status).toBe(404);
});

test("the list holds what each may know of, the latest received first", async () => {
  const list = async (userId: string, query = "") => {
    const { status, body } = await views.as(userId)(`resignations${query}`);
    return status === 200
      ? body.items.map(({ employeeId, number }: { employeeId: string; number: number }) => `${employeeId} ${number}`)
      : status;
  };
  expect(await list("hr")).toEqual(["hr 1", "anna 2", "semyon 1", "anna 1"]);
  expect(await list("hr", "?status=received")).toEqual(["semyon 1"]);
  expect(await list("hrs")).toEqual(["semyon 1"]);
  expect(await list("nora")).toEqual(["anna 2", "anna 1"]);
  expect(await list("boris")).toEqual([]);
  for (const userId of ["adm", "nobody"]) expect(await list(userId)).toBe(403);
  const { body } = await views.as("hr")("resignations?limit=2");
  expect(await list("hr", `?limit=2&cursor=${body.next}`)).toEqual(["semyon 1", "anna 1"]);
});

test("each is told what they may do: nobody decides their own, and execution waits for the original", async () => {
  const actions = async (userId: string, of: string) => (await first(userId, `resignations/${of}`)).allowedActions;
  expect(await actions("anna", "anna")).toEqual(["correct-resignation", "withdraw-resignation"]);
  expect(await actions("hr", "anna")).toEqual([
    "correct-resignation",
    "record-resignation-check",
    "record-resignation-original",
    "record-replacement",
    "accept-resignation",
    "withdraw-resignation",
    "execute-resignation",
  ]);
  expect(await actions("hr", "semyon")).not.toContain("execute-resignation");
  expect(await actions("hr", "hr")).toEqual(["correct-resignation", "withdraw-resignation"]);
  expect(await actions("dan", "anna")).toEqual([]);
});

test("an item of the checklist may be done by whom it belongs to, and by HR", async () => {
  const doable = async (userId: string) =>
    (await first(userId, "resignations/anna")).checklist.flatMap(
      ({ item, mayComplete }: { item: string; mayComplete: boolean }) => (mayComplete ? [item] : []),
    );
  expect(await doable("anna")).toEqual(["return-badge"]);
  expect(await doable("dan")).toEqual(["hand-over"]);
  expect(await doable("hr")).toEqual(["return-badge", "hand-over", "final-pay"]);
});

test("the next number follows from those that there are, and what is erased is gone without a fault", async () => {
  expect((await views.as("anna")("resignations/anna")).body.nextNumber).toBe(3);
  expect((await views.as("boris")("resignations/boris")).body).toEqual({ items: [], nextNumber: 1 });
  expect(await first("hrs", "resignations/semyon")).toMatchObject({ letter: { ground: null, findings: null } });
});
