// Whatever is asked, no answer is a 500, and each refusal names the field.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { serveViews, type ServedViews } from "../testing/served-views.js";
import { smallHouse } from "../testing/small-house.js";

let views: ServedViews;
beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
}, 30_000);
afterAll(() => views.close());

const cursor = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString("base64url");
const december = "calendar?unitId=desk&from=2026-12-01";

test.each([
  ["an unknown parameter", "me?debug=true", "/debug"],
  ["a parameter twice", "employees?name=a&name=b", "/name"],
  ["a parameter as an object", "employees?name[x]=1", "/name[x]"],
  ["an empty name", "employees?name=", "/name"],
  ["a name of a thousand letters", `employees?name=${"a".repeat(1_000)}`, "/name"],
  ["a NUL in a name", "employees?name=%00", "/name"],
  ["a unit that is SQL", "employees?unitId=u'%20or%20'1'='1", "/unitId"],
  ["a limit of nothing", "employees?limit=0", "/limit"],
  ["a limit too large", "employees?limit=501", "/limit"],
  ["a limit that is a fraction", "employees?limit=1.5", "/limit"],
  ["a limit that is no number", "employees?limit=NaN", "/limit"],
  ["a limit that is infinite", "employees?limit=1e999", "/limit"],
  ["a cursor that is no cursor", "employees?cursor=%F0%9F%98%80", "/cursor"],
  ["a cursor of another list", `employees?cursor=${cursor(["2026-01-01"])}`, "/cursor"],
  ["a cursor with numbers", `employees?cursor=${cursor([1, 2])}`, "/cursor"],
  ["a cursor with a NUL", `employees?cursor=${cursor(["\0", "e1"])}`, "/cursor"],
  ["a cursor with a day that is none", `requests?cursor=${cursor(["2026-02-30", "r1"])}`, "/cursor"],
  ["a cursor beyond every position", `employees/anna/history?cursor=${cursor(["99999999999999999999"])}`, "/cursor"],
  ["a cursor that is SQL", `units?cursor=${cursor([["x"]])}`, "/cursor"],
  ["a cursor of ten thousand letters", `units?cursor=${"A".repeat(1_001)}`, "/cursor"],
  ["a position that is negative", "me?after=-1", "/after"],
  ["a position that is no number", "me?after=abc", "/after"],
  ["a position beyond 64 bits", "me?after=9999999999999999999", "/after"],
  ["a status that there is not", "requests?status=maybe", "/status"],
  ["an inbox asked for maybe", "inbox?below=maybe", "/below"],
  ["a calendar without a unit", "calendar?from=2026-01-01&to=2026-01-02", "/unitId"],
  ["a calendar that ends before it begins", `${december}&to=2026-11-30`, "/to"],
  ["a calendar of 401 days", `${december}&to=2028-01-06`, "/to"],
  ["a calendar of two hundred years", `${december}&to=2199-12-31`, "/to"],
  ["a day that there is not", `${december}&to=2027-02-29`, "/to"],
  ["a day with a time", `${december}&to=2026-12-01T00:00:00Z`, "/to"],
  ["rules of no unit", "team-rules", "/unitId"],
  ["own leave of no year", "my-leave-schedule", "/year"],
  ["own leave of a year that is a fraction", "my-leave-schedule?year=2027.5", "/year"],
  ["deadlines of a year beyond all", "leave-schedule-deadlines?year=9999", "/year"],
  ["deadlines that are maybe overdue", "leave-schedule-deadlines?year=2027&state=maybe", "/state"],
  ["a balance on no day", "leave-balance/anna?effective=today", "/effective"],
  ["a balance explained on no day", "leave-balance/anna/explain?effective=2026-02-30", "/effective"],
  ["a cell on no day", "employees/anna/days/2026-02-30/explain", "/date"],
  ["a cell known at no instant", "employees/anna/days/2026-02-03/explain?known=2026", "/known"],
])("%s is a 400 that names the field", async (_, path, field) => {
  const { status, body } = await views.as("anna")(path);
  expect([status, body.code]).toEqual([400, "invalid-input"]);
  expect(body.errors.map((fault: { path: string }) => fault.path)).toContain(field);
});

test.each([
  ["an id of a thousand letters", `employees/${"e".repeat(1_000)}`],
  ["an id with a slash", "employees/a%2Fb"],
  ["an id with a NUL", "employees/a%00"],
  ["an id in another script", "employees/%D0%B0%D0%BD%D0%BD%D0%B0"],
  ["an id that is SQL", "employees/';drop%20table%20views.employee;--"],
  ["a period with 13 months", "timesheets/desk/2026-13"],
  ["a period without a month", "payroll-hours/2026"],
  ["a request that climbs", "requests/..%2Fme"],
])("%s is a 400 or 404, and never found", async (_, path) => {
  const { status } = await views.as("hr")(path);
  expect([400, 404]).toContain(status);
});

test("a calendar of 400 days is answered", async () => {
  expect((await views.as("anna")(`${december}&to=2028-01-04`)).status).toBe(200);
});

test("a path that cannot be decoded is a 400", async () => {
  expect((await views.as("anna")("employees/%E0%A4%A")).status).toBe(400);
});

test("no refusal repeats what was sent", async () => {
  const { text } = await views.as("anna")("employees?unitId=<script>alert(1)</script>");
  expect(text).not.toContain("script");
});
