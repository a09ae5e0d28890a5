// A scan is handed in over HTTP: received at once, kept sealed, known again; and what is refused leaves nothing.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { runApi, type RunningApi } from "../testing/running-api.js";
import { hired, officers, openSmallBank } from "../testing/small-bank.js";

const { hr } = officers;
const scan = Buffer.from("\x89PNG a scan of a letter");
let api: RunningApi;
beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
  for (const employeeId of ["pavel", "olga", "zoya"]) await api.sent(hr, "hire-employee", hired(employeeId, "u2"));
});
afterAll(() => api.stop());

const types = async (stream: string) => (await api.events(stream)).map(({ type }) => type);
const bearer = (userId: string) => ({ Authorization: `Bearer ${api.token(userId)}` });

describe("a scan", () => {
  let address: string;
  test("is received at once and starts the notice", async () => {
    const answer = await api.upload("pavel", "pavel", scan);
    expect(answer.status).toBe(202);
    expect(answer.headers["location"]).toBe(`/api/views/resignation-letters/${answer.body.letterId}`);
    expect(await types("resignation-pavel_1")).toEqual(["ResignationReceived", "LetterUploaded"]);
    address = `/api/resignations/pavel/1/letters/${answer.body.letterId}/picture`;
  });

  test("is kept sealed under a name that its event knows, and read by whom it concerns alone", async () => {
    const [, uploaded] = await api.events("resignation-pavel_1");
    const [name = "", ...more] = await api.files.names();
    expect([uploaded?.data, more]).toMatchObject([{ picture: name }, []]);
    expect((await api.files.get(name))?.includes("scan of a letter")).toBe(false);
    for (const who of ["pavel", hr]) {
      const answer = await api.client.get(address).set(bearer(who));
      expect([answer.status, answer.headers["content-type"]]).toEqual([200, "image/png"]);
      expect(Buffer.compare(answer.body as Buffer, scan)).toBe(0);
    }
    for (const who of ["boris", "head"]) expect((await api.client.get(address).set(bearer(who))).status).toBe(403);
    await api.client.get(address).set(bearer(hr));
    // Who looked is recorded, once an hour; one's own look is none.
    expect(await types(`readings-${hr}`)).toEqual(["PersonalDataRead"]);
    expect(await types("readings-pavel")).toEqual([]);
  });

  test("that comes again makes nothing more, under the same command or another, and leaves no second file", async () => {
    const key = randomUUID();
    const first = await api.upload("pavel", "pavel", scan, { key });
    expect([first.status, first.body.events]).toEqual([202, []]);
    expect((await api.upload("pavel", "pavel", scan, { key })).status).toBe(202);
    expect((await api.upload(hr, "pavel", scan)).body.letterId).toBe(first.body.letterId);
    expect(await types("resignation-pavel_1")).toHaveLength(2);
    expect(await api.files.names()).toHaveLength(1);
  });

  test("another one is a new round, and one that was withdrawn with is not taken again", async () => {
    await api.upload("pavel", "pavel", Buffer.from("\x89PNG another"));
    expect(await types("resignation-pavel_1")).toHaveLength(4);
    await api.sent("pavel", "withdraw-resignation", { employeeId: "pavel", number: 1 });
    const again = await api.upload("pavel", "pavel", scan);
    expect([again.status, again.body.code]).toEqual([409, "letter-known"]);
    expect(await types("resignation-pavel_2")).toEqual([]);
    expect(await api.files.names()).toHaveLength(2);
  });
});

test("many at once of the same scan make one letter and one file", async () => {
  const before = (await api.files.names()).length;
  const answers = await Promise.all(Array.from({ length: 3 }, () => api.upload("olga", "olga", scan)));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(await types("resignation-olga_1")).toHaveLength(2);
  expect(await api.files.names()).toHaveLength(before + 1);
});

describe("refused, with nothing kept", () => {
  test.each([
    ["what is no picture", "zoya", Buffer.from("no picture"), 415, "letter-file-kind"],
    ["more than 15 MB", "zoya", Buffer.alloc(15 * 1024 * 1024 + 1), 413, "body-too-large"],
    ["a colleague's", "boris", scan, 403, "not-permitted"],
    ["the head's", "head", scan, 403, "not-permitted"],
  ])("%s", async (_, who, file, status, code) => {
    const before = await api.files.names();
    const answer = await api.upload(who, "zoya", file);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await api.files.names()).toEqual(before);
    expect(await types("resignation-zoya_1")).toEqual([]);
  });

  test("without a log-in", async () => {
    expect((await api.client.post("/api/resignations/zoya/letters").send(scan)).status).toBe(401);
  });

  test("of somebody who is unknown", async () => {
    expect((await api.upload(hr, "nobody", scan)).body.code).toBe("employee-unknown");
  });

  test("who sends file after file waits", async () => {
    const answers: number[] = [];
    for (let sent = 0; sent < 25; sent += 1)
      answers.push((await api.upload("olga", "olga", Buffer.from("no picture"))).status);
    expect(answers.at(-1)).toBe(429);
  });
});
