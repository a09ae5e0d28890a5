// Commands of processes that run in a program of their own: over HTTP to the command side, with the same outcomes as in one program.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { commandsOverHttp } from "@tabel/process-managers";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { randomUUID } from "node:crypto";
import { startInProcess, type TabelInProcess } from "../tabel-in-process.js";

const name = "when-a-step-waits-then-remind-and-escalate";
let tabel: TabelInProcess;
beforeAll(async () => {
  tabel = await startInProcess("2026-05-18T09:00:00.000Z");
});
afterAll(() => tabel.stop());

const command = (more: object = {}) => ({
  name: "escalate-step",
  data: { employeeId: "galina", requestId: "r1", step: 0, escalation: 0 },
  commandId: randomUUID(),
  actor: `process:${name}`,
  correlationId: "c1",
  causationId: randomUUID(),
  ...more,
});
const send = (more?: object) => commandsOverHttp(tabel)(command(more));

test("a refusal of the domain, and a missing right, are outcomes", async () => {
  expect(await send()).toEqual({ is: "refused", problem: { code: "employee-unknown" } });
  const other = { actor: "process:when-something-else-then-something" };
  expect(await send(other)).toEqual({ is: "refused", problem: { code: "not-permitted" } });
});

test("what will never be a command is faulty", async () => {
  expect(await send({ data: { step: "first" } })).toMatchObject({ is: "faulty", problem: { code: "invalid-input" } });
  expect(await send({ name: "escalate-stairs" })).toMatchObject({ is: "faulty" });
});

test("what is carried out is done, with its position", async () => {
  await tabel.carryOut("administrator", "grant-role", {
    userId: "hr",
    role: "hr-officer",
    scope: { over: "all" },
    from: "2025-01-01",
    until: null,
  });
  await tabel.carryOut("hr", "establish-unit", { unitId: "bank", name: "Bank", parentId: null, on: "2025-01-01" });
  const person = { fullName: { last: "Ли", first: "Анна", middle: null }, email: null, hiredOn: "2025-01-09" };
  const place = { unitId: "bank", position: "Кассир", country: "RU", timeZone: "Europe/Moscow" };
  await tabel.carryOut("hr", "hire-employee", { employeeId: "galina", ...person, ...place });
  const data = { employeeId: "galina", upTo: "2026-12-31" };
  const actor = "process:when-a-month-begins-then-run-accruals";
  const due = { name: "run-accruals", data, actor, commandId: randomUUID() };
  const done = await send(due);
  expect(done).toEqual({ is: "done", position: expect.stringMatching(/^[1-9]\d*$/) });
  expect(await send(due)).toEqual(done);
});

test("silence and overload throw: the same command is sent again", async () => {
  const answers = [503, 429, 409, 401];
  const server: Server = createServer((_, response) => {
    const status = answers.shift();
    if (status === undefined) return response.destroy();
    response.writeHead(status, { "content-type": "application/problem+json" });
    return response.end(JSON.stringify({ code: status === 409 ? "concurrent-change" : "any" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const sent = commandsOverHttp({ url: `http://127.0.0.1:${port}`, tokenOf: () => "a.b.c" });
  try {
    for (let n = 0; n < 5; n += 1) await expect(sent(command())).rejects.toThrow();
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
