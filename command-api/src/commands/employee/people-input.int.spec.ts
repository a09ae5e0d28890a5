// Bad input about people and units: each with its code and its path, and nothing in the log.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { runApi, type RunningApi } from "../../testing/running-api.js";
import { hired, officers, openSmallBank } from "../../testing/small-bank.js";

const { hr } = officers;
let api: RunningApi;
beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
  await api.sent(hr, "establish-unit", { unitId: "gone", name: "Gone", parentId: "u1", on: "2025-01-01" });
  await api.sent(hr, "dissolve-unit", { unitId: "gone", successorId: "u2", on: "2026-01-01" });
  await api.sent(hr, "hire-employee", hired("left", "u2"));
  await api.sent(hr, "record-leaving", { employeeId: "left", lastDay: "2026-01-30" });
});
afterAll(() => api.stop());

const from = "2026-04-01";
const salary = (minor: unknown) => ({ employeeId: "anna", from, monthly: { minor, currency: "RUB" } });
const transfer = (more: object) => ({ employeeId: "anna", from, unitId: "u3", position: "Teller", ...more });
const again = (more: object) => {
  const { fullName: _, email: __, ...rest } = hired("left", "u2");
  return { ...rest, hiredOn: "2026-02-02", ...more };
};
const deputy = (more: object) => ({ userId: "head", deputy: "anna", from, until: null, kinds: null, ...more });

const cases: readonly (readonly [what: string, command: string, body: object, code: string, path: string])[] = [
  ["a negative salary", "set-salary", salary(-1), "invalid-input", "/monthly/minor"],
  ["a salary that is no number", "set-salary", salary(Number.NaN), "invalid-input", "/monthly/minor"],
  ["a salary with a part of a kopeck", "set-salary", salary(0.5), "invalid-input", "/monthly/minor"],
  ["a salary that is too large", "set-salary", salary(1e15), "invalid-input", "/monthly/minor"],
  ["29 February 2027", "set-salary", { ...salary(1), from: "2027-02-29" }, "invalid-input", "/from"],
  ["a salary before the hire", "set-salary", { ...salary(1), from: "2024-12-31" }, "before-hire", "/from"],
  ["a salary after leaving", "set-salary", { ...salary(1), employeeId: "left" }, "employee-left", "/from"],
  ["a transfer before the hire", "transfer-employee", transfer({ from: "2025-01-08" }), "before-hire", "/from"],
  ["a transfer to nowhere", "transfer-employee", transfer({ unitId: "u404" }), "unit-unknown", "/unitId"],
  ["a transfer to a dissolved unit", "transfer-employee", transfer({ unitId: "gone" }), "unit-dissolved", "/unitId"],
  [
    "a hire into a dissolved unit",
    "hire-employee",
    { ...hired("x", "gone"), hiredOn: from },
    "unit-dissolved",
    "/unitId",
  ],
  ["an unknown country", "rehire-employee", again({ country: "XX" }), "invalid-input", "/country"],
  ["an unknown zone", "rehire-employee", again({ timeZone: "Mars/Base" }), "invalid-input", "/timeZone"],
  [
    "a rehire within the former spell",
    "rehire-employee",
    again({ hiredOn: "2026-01-30" }),
    "spells-overlap",
    "/hiredOn",
  ],
  ["a rehire of who is employed", "rehire-employee", again({ employeeId: "anna" }), "still-employed", "/employeeId"],
  [
    "a leaving before the hire",
    "record-leaving",
    { employeeId: "anna", lastDay: "2025-01-08" },
    "before-hire",
    "/lastDay",
  ],
  [
    "a ground that is none",
    "record-leaving",
    { employeeId: "anna", lastDay: from, ground: "x" },
    "invalid-input",
    "/ground",
  ],
  [
    "a leaving that is not recorded",
    "correct-leaving",
    { employeeId: "anna", lastDay: from },
    "leaving-not-recorded",
    "/employeeId",
  ],
  [
    "an entry that is not there",
    "annul-entry",
    { employeeId: "anna", entry: "salary", from },
    "employment-entry-unknown",
    "/from",
  ],
  ["a grade with spaces", "assign-grade", { employeeId: "anna", from, grade: "no grade" }, "invalid-input", "/grade"],
  ["a move to what stands below", "move-unit", { unitId: "u2", parentId: "u3", from }, "unit-cycle", "/parentId"],
  ["a move to a dissolved unit", "move-unit", { unitId: "u3", parentId: "gone", from }, "unit-dissolved", "/parentId"],
  [
    "a move before the establishment",
    "move-unit",
    { unitId: "u3", parentId: "u1", from: "2024-12-31" },
    "before-establishment",
    "/from",
  ],
  ["an empty name", "rename-unit", { unitId: "u3", name: "  ", from }, "invalid-input", "/name"],
  ["the end of the root", "dissolve-unit", { unitId: "u1", successorId: "u2", on: from }, "root-stays", "/unitId"],
  ["an end without a successor", "dissolve-unit", { unitId: "u3", on: from }, "invalid-input", "/successorId"],
  [
    "a head of a dissolved unit",
    "appoint-head",
    { unitId: "gone", employeeId: "anna", from },
    "unit-dissolved",
    "/unitId",
  ],
  ["a head who has left", "appoint-head", { unitId: "u3", employeeId: "left", from }, "employee-left", "/employeeId"],
  ["a deputy with reversed days", "appoint-deputy", deputy({ until: "2026-03-31" }), "dates-reversed", "/until"],
  ["a deputy who has left", "appoint-deputy", deputy({ deputy: "left" }), "employee-left", "/deputy"],
  ["a deputy for an unknown kind", "appoint-deputy", deputy({ kinds: ["picnic"] }), "kind-unknown", "/kinds"],
  ["a deputy of oneself", "appoint-deputy", deputy({ deputy: "head" }), "own-deputy", "/deputy"],
];

test.each(cases)(
  "%s is refused with its code and its path, and nothing is appended",
  async (_, command, body, code, path) => {
    const before = await api.store.headPosition();
    const { body: problem } = await api.send(hr, command, body);
    expect([problem.code, problem.errors?.[0]?.path]).toEqual([code, path]);
    expect(await api.store.headPosition()).toBe(before);
  },
);
