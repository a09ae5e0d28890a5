// What people send who mean no good, or whose program is broken. Nothing of it may be stored, crash or leak.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createTokenIssuer, signingKeyFrom } from "@tabel/platform";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { runApi, type RunningApi } from "../testing/running-api.js";
import { officers, openSmallBank } from "../testing/small-bank.js";

let api: RunningApi;
let head: bigint;

beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
});
afterAll(() => api.stop());

beforeEach(async () => {
  head = await api.store.headPosition();
});
afterEach(async () => {
  expect(await api.store.headPosition()).toBe(head);
  expect((await api.client.get("/api/auth/jwks.json")).status).toBe(200);
});

const good = { employeeId: "anna", kind: "annual-leave", from: "2026-07-06", to: "2026-07-19" };

/** Sends the bytes as they are. */
const raw = (text: string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
  api.client
    .post("/api/commands/submit-leave")
    .set({ Authorization: `Bearer ${api.token("anna")}`, "Content-Type": "application/json", ...headers })
    .serialize((body: unknown) => body as string)
    .send(text as string);

const json = (change: object) => raw(JSON.stringify({ ...good, ...change }));

describe("values of the wrong kind", () => {
  const wrong: readonly unknown[] = [null, true, 0, -1, 1.5, 2 ** 60, [], {}, [good], "", " ", { $gt: "" }];
  test.each(Object.keys(good))("in %s are refused with the field's place", async (field) => {
    for (const value of wrong) {
      const { status, body } = await json({ [field]: value });
      expect([status, body.code, body.errors[0].path.split("/")[1]]).toEqual([400, "invalid-input", field]);
    }
  });

  test.each([
    "2026-7-6",
    "2026-07-06T00:00:00Z",
    "06.07.2026",
    "20260706",
    "2026-02-29",
    "2026-13-01",
    "0000-00-00",
    "-002026-07-06",
    "２０２６-07-06",
    "2026-07-06\n",
  ])("no day: %s", async (from) => {
    expect((await json({ from })).body.errors[0].path).toBe("/from");
  });

  test.each(["../anna", "anna\n", "$all", "anna_2", "а́нна", "anna'--", "a".repeat(65), "%00", "__proto__", "."])(
    "no personnel number: %s",
    async (employeeId) => {
      expect((await json({ employeeId })).body.errors[0].path).toBe("/employeeId");
    },
  );

  test("what looks like a name of an object's own machinery is an unknown person and nothing else", async () => {
    for (const employeeId of ["constructor", "toString", "hasOwnProperty"]) {
      expect((await json({ employeeId })).body.code).toBe("not-own-request");
      expect((await json({ kind: employeeId.toLowerCase() })).body.code).toBe("kind-unknown");
    }
  });
});

describe("bodies", () => {
  test.each<[string, string]>([
    ["NaN", '{"from": NaN}'],
    ["Infinity", '{"from": Infinity}'],
    ["a comment", '{"from": 1 /* x */}'],
    ["half a body", '{"from": "2026-'],
    ["a text", '"submit"'],
    ["nothing but a number", "1e999"],
    ["single quotes", "{'from': 1}"],
  ])("of %s are no JSON object", async (_, text) => {
    expect((await raw(text)).body.code).toBe("malformed-json");
  });

  test("of megabytes are refused without being read", async () => {
    expect((await json({ comment: "x".repeat(1_000_000) })).body.code).toBe("body-too-large");
    expect((await raw("[".repeat(20_000_000))).status).toBe(413);
  });

  test("that are small and unpack to megabytes are refused", async () => {
    const bomb = gzipSync(JSON.stringify({ ...good, comment: "x".repeat(20_000_000) }));
    expect((await raw(bomb, { "Content-Encoding": "gzip" })).status).toBe(413);
  });

  test("with a comment longer than may be are refused", async () => {
    expect((await json({ comment: "x".repeat(2_001) })).body.errors[0].path).toBe("/comment");
    expect((await json({ comment: "😀".repeat(2_001) })).body.errors[0].path).toBe("/comment");
  });

  test("with halves of characters or NUL are refused, in values and in names", async () => {
    for (const half of ["\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\u0000"]) {
      const value = await raw(`{"employeeId":"anna","comment":"a${half}"}`);
      expect([value.status, value.body.errors[0].path]).toEqual([400, "/comment"]);
      expect((await raw(`{"employeeId":"anna","a${half}":1}`)).status).toBe(400);
    }
  });

  test("that would change the prototype of objects are refused, and change nothing", async () => {
    for (const text of [
      '{"__proto__":{"polluted":1},"employeeId":"anna"}',
      '{"constructor":{"prototype":{"polluted":1}}}',
      '{"employeeId":"anna","\\u005f_proto__":{"polluted":1}}',
    ])
      expect((await raw(text)).body.code).toBe("invalid-input");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("nested ten thousand deep are refused", async () => {
    const deep = `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`;
    expect((await raw(deep)).body.code).toBe("invalid-input");
  });

  test("in another form than JSON are refused", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
      expect((await raw(JSON.stringify(good), { "Content-Type": type })).status).toBe(415);
  });

  test("are never repeated in the answer that refuses them", async () => {
    const secret = "what-nobody-may-read";
    for (const change of [{ comment: `${secret}\0` }, { kind: secret.toUpperCase() }, { from: secret }])
      expect((await json(change)).text).not.toContain(secret);
  });
});

describe("tokens", () => {
  const send = (token: string) =>
    api.client.post("/api/commands/submit-leave").set("Authorization", `Bearer ${token}`).send(good);
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

  test("that have expired, that are not signed, signed with another key, or changed, are refused", async () => {
    const valid = api.token("anna");
    const [header = "", payload = "", signature = ""] = valid.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const foreign = createTokenIssuer({
      key: signingKeyFrom(privateKey.export({ format: "pem", type: "pkcs8" }).toString()),
      issuer: "tabel",
      audience: "tabel",
      clock: () => new Date(api.clock.now),
    });
    const forged = [
      `${encode({ alg: "none", typ: "at+jwt" })}.${payload}.`,
      `${header}.${encode({ ...claims, sub: officers.hr })}.${signature}`,
      foreign.issue({ subject: "anna" }, 900),
      `${header}.${payload}.`,
      `${valid}x`,
      "x.y.z",
    ];
    for (const token of forged) expect((await send(token)).status).toBe(401);
    const { now } = api.clock;
    api.clock.now = "2026-03-16T09:15:06.000Z"; // 15 minutes and the leeway of 5 s later
    expect((await send(valid)).body.code).toBe("token-expired");
    api.clock.now = now;
  });

  test("for somebody whose number could be no number are refused", async () => {
    for (const subject of ["$all", "anna/../boris", "a b"]) expect((await send(api.token(subject))).status).toBe(401);
  });
});

test("a conversation's name that would break a log is replaced by one of ours", async () => {
  const wish = { employeeId: "anna", requestId: randomUUID() };
  for (const name of ["x".repeat(1_000), "a b", '"}{"', "é"]) {
    const answer = await api.send("boris", "withdraw-request", wish, {
      headers: { "X-Correlation-Id": encodeURI(name) },
    });
    expect(answer.status).toBe(403);
  }
});

test("other methods and addresses are told what would be right", async () => {
  const get = await api.client.get("/api/commands/submit-leave");
  expect([get.status, get.headers["allow"]]).toEqual([405, "POST"]);
  expect((await api.client.post("/api/commands/drop-table")).status).toBe(404);
});
