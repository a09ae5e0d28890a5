// A history over HTTP: sentences, cause and effect, balances after each step, filters, files, and what is cut for whom.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { employeeHistoryTable, type EmployeeHistoryRow, leaveEntryTable } from "@tabel/read-models";
import { entryRow, historyRow } from "../testing/rows.js";
import { serveViews, type ServedViews } from "../testing/served-views.js";
import { smallHouse } from "../testing/small-house.js";

let views: ServedViews;

const rowOf = (
  position: bigint,
  type: string,
  data: EmployeeHistoryRow["data"],
  more: Partial<EmployeeHistoryRow> = {},
) => ({
  ...historyRow("anna", position),
  type,
  stream: "absence-anna",
  effectiveOn: null,
  correlationId: "c1",
  causationId: `command-${position}`,
  data: { employeeId: "anna", ...data },
  ...more,
});

const request = {
  requestId: "r1",
  kind: "annual-leave",
  from: "2026-12-07",
  to: "2026-12-11",
  dayPart: "full",
  time: null,
};

beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
  await views.write(
    employeeHistoryTable,
    rowOf(
      10n,
      "SalarySet",
      { from: "2026-01-09", monthly: { minor: 8_000_000, currency: "RUB" } },
      { effectiveOn: "2026-01-09", correlationId: "c0" },
    ),
    rowOf(
      20n,
      "LeaveGranted",
      {
        ledger: "annual",
        amount: 2_800,
        workingYear: null,
        effectiveOn: "2026-01-09",
        usableFrom: "2026-07-09",
        source: "opening-balance",
        expiresOn: null,
      },
      { effectiveOn: "2026-01-09", correlationId: "c0" },
    ),
    rowOf(
      30n,
      "AbsenceRequested",
      { ...request, compensation: null, ledger: "annual", reserved: 500, comment: "=К морю", requestedBy: "anna" },
      { effectiveOn: "2026-12-07", actor: "anna" },
    ),
    rowOf(
      40n,
      "AbsenceApproved",
      { ...request, ledger: "annual", used: 500, approvedBy: "dan", onBehalfOf: null },
      { effectiveOn: "2026-12-07", actor: "dan", causationId: "event-30" },
    ),
    rowOf(
      50n,
      "NotificationSent",
      { userId: "anna", fact: "leave-approved", channel: "email", about: ["anna"] },
      { actor: "process:notifications", causationId: "event-40" },
    ),
    rowOf(
      60n,
      "RoleRevoked",
      { userId: "anna", role: "auditor", on: "2027-01-01" },
      { effectiveOn: "2027-01-01", correlationId: "c2" },
    ),
    {
      ...rowOf(70n, "AbsenceRequested", { ...request, kind: null, comment: null, ledger: null, requestedBy: "gone" }),
      employeeId: "gone",
      erased: true,
    },
  );
  await views.write(
    leaveEntryTable,
    entryRow({ position: 20n }),
    entryRow({
      position: 30n,
      kind: "reservation",
      source: "r1",
      amount: -500,
      effectiveOn: "2026-12-07",
      effectiveTo: "2026-12-11",
      requestId: "r1",
    }),
    entryRow({
      position: 40n,
      sequence: 0,
      kind: "release",
      source: "r1",
      amount: 500,
      effectiveOn: "2026-12-07",
      effectiveTo: "2026-12-11",
      requestId: "r1",
    }),
    entryRow({
      position: 40n,
      sequence: 1,
      kind: "use",
      source: "r1",
      amount: -500,
      effectiveOn: "2026-12-07",
      effectiveTo: "2026-12-11",
      requestId: "r1",
    }),
  );
}, 30_000);
afterAll(() => views.close());

interface Item {
  readonly position: string;
  readonly sentence: string;
  readonly depth: number;
  readonly causedBy: { readonly position: string } | null;
  readonly balances: readonly { readonly ledger: string; readonly balance: number }[];
  readonly data: Readonly<Record<string, unknown>>;
}
const items = async (userId: string, query = "", employeeId = "anna"): Promise<readonly Item[]> => {
  const { status, body } = await views.as(userId)(`employees/${employeeId}/history${query}`);
  expect(status).toBe(200);
  return (body as { items: Item[] }).items;
};
const positions = async (userId: string, query: string): Promise<readonly string[]> =>
  (await items(userId, query)).map(({ position }) => position);

describe("a history", () => {
  test("is told in the language that is asked for, with the names that the reader may see", async () => {
    const [, , , approved] = await items("hr");
    expect(approved?.sentence).toBe(
      "Заявка r1 одобрена: Ежегодный отпуск с 07.12.2026 по 11.12.2026 (весь день), использовано 5 дн., ежегодный отпуск, решение: Dan Анна (dan).",
    );
    const [, , , toHerself] = await items("anna", "?language=en");
    expect(toHerself?.sentence).toContain("decided by dan.");
  });

  test("tells what followed from what, through facts that a filter leaves out", async () => {
    const told = (await items("aud")).map(({ position, causedBy, depth }) => [position, causedBy?.position, depth]);
    expect(told.slice(2)).toEqual([
      ["30", undefined, 0],
      ["40", "30", 1],
      ["50", "40", 2],
      ["60", undefined, 0],
    ]);
    const [sent] = await items("aud", "?types=NotificationSent");
    expect(sent).toMatchObject({ depth: 2, causedBy: { eventId: "event-40", type: "AbsenceApproved" } });
  });

  test("tells the balance after each step that changed it, for the day that is asked for", async () => {
    const balances = (of: readonly Item[]) => of.map(({ balances: [first] }) => first?.balance);
    expect(balances(await items("aud", "?asOf=2026-12-31"))).toEqual([undefined, 28, 23, 23, undefined]);
    expect(balances(await items("aud"))).toEqual([undefined, 28, 28, 28, undefined, undefined]); // the leave is yet to come
  });

  test("keeps what people wrote from an auditor, and says so; says of the erased that they are", async () => {
    const [, , toAuditor] = await items("aud", "?language=en");
    expect(toAuditor?.data).not.toHaveProperty("comment");
    expect(toAuditor?.sentence).toContain("Comment: ‹withheld›.");
    expect((await items("hr"))[2]?.sentence).toContain("Комментарий: =К морю.");
    const [erased] = await items("aud", "?language=en", "gone");
    expect(erased?.sentence).toContain("was submitted: ‹erased› from 2026-12-07");
  });

  test("can be narrowed by day, instant, type, actor and conversation", async () => {
    expect(await positions("aud", "?asOf=2026-06-30")).toEqual(["10", "20", "50"]); // what says no day took effect when it was recorded
    expect(await positions("aud", "?types=SalarySet,RoleRevoked")).toEqual(["10", "60"]);
    expect(await positions("aud", "?actor=process:notifications")).toEqual(["50"]);
    expect(await positions("aud", "?correlation=c1")).toEqual(["30", "40", "50"]);
    expect(await positions("aud", "?types=EmployeeLeft")).toEqual([]);
    expect((await views.as("aud")("employees/anna/history?known=2020-01-01T00:00:00.000Z")).status).toBe(404);
  });

  test("is searched in what the reader sees, page by page", async () => {
    expect(await positions("hr", `?search=${encodeURIComponent("К МОРЮ")}`)).toEqual(["30"]);
    expect(await positions("aud", `?search=${encodeURIComponent("К морю")}`)).toEqual([]);
    const first = await views.as("aud")("employees/anna/history?search=r1&limit=1");
    expect(first.body).toMatchObject({ items: [{ position: "30" }], next: expect.any(String) });
    const then = await views.as("aud")(`employees/anna/history?search=r1&limit=1&cursor=${first.body.next}`);
    expect(then.body).toMatchObject({ items: [{ position: "40" }], next: null });
  });
});

describe("a history as a file", () => {
  test("is JSON Lines or CSV by Accept, with a link to the next page and a tag of its own", async () => {
    const lines = await views.as("hr")("employees/anna/history?limit=2", { accept: "application/jsonl" });
    expect(lines.headers["content-type"]).toBe("application/jsonl; charset=utf-8");
    expect(
      lines.text
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as Item).position),
    ).toEqual(["10", "20"]);
    expect(lines.headers["link"]).toMatch(/^<\/api\/views\/employees\/anna\/history\?limit=2&cursor=\w+>; rel="next"$/);
    const whole = await views.as("hr")("employees/anna/history");
    expect(whole.headers["etag"]).not.toBe(lines.headers["etag"]);
    expect(whole.headers["vary"]).toBe("Authorization, Accept");
  });

  test("holds no formula that a spreadsheet would run", async () => {
    const { text, headers } = await views.as("hr")("employees/anna/history?types=AbsenceRequested&language=en", {
      accept: "text/csv",
    });
    expect(headers["content-type"]).toMatch(/^text\/csv/);
    const [header, line] = text.split("\r\n");
    expect(header).toBe(
      "position,recordedAt,effectiveOn,type,sentence,actor,onBehalfOf,stream,revision,eventId,commandId,correlationId,causedBy,balances",
    );
    expect(line).toMatch(/^30,2026-01-12T08:00:00.000Z,2026-12-07,AbsenceRequested,"Request r1/);
    expect(line).toMatch(/,annual 28 days$/);
  });

  test.each([
    "employees/anna/history?asOf=2026-02-30",
    "employees/anna/history?types=A;drop",
    "employees/anna/history?language=de",
    "employees/anna/history?search=",
  ])("%s is refused", async (path) => expect((await views.as("aud")(path)).status).toBe(400));
});
