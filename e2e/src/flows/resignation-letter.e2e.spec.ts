// Scans of letters from the upload to what comes of them, against a Tabel as it is started, which is killed in the middle. Which of the
// good letters is read with certainty is the reader's matter: one of two has to be, and none may come out wrongly. A model is asked beside,
// which only lies.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { logIn, type Person, root, type RunningTabel, startTabel, tabel } from "../running-tabel.js";

const PASSWORD = "a-password-for-tests";
const base = mkdtempSync(join(tmpdir(), "tabel letters "));
const dataFolder = join(base, "data");
const today = new Date().toISOString().slice(0, 10);

interface Label {
  readonly file: string;
  readonly employee: { readonly fullName: string; readonly position: string };
  readonly truth: { readonly lastDay: { readonly value: string } | null };
}
/** Letters of one kind in clean print, received today. Every third is English: left out, since these people are Russian. */
const lettersOf = (kind: string, seed: number): { readonly label: Label; readonly picture: Buffer }[] => {
  const out = join(base, kind);
  const args = ["--out", out, "--seed", String(seed), "--count", "2", "--clean", kind, "--received-on", today];
  const { status, stderr } = spawnSync(process.execPath, ["bench/dist/resignation-check/generate.js", ...args], {
    cwd: root,
  });
  if (status !== 0) throw new Error(stderr.toString());
  const { letters } = JSON.parse(readFileSync(join(out, "labels.json"), "utf8")) as { letters: Label[] }; // of the generator
  return letters.map((label) => ({ label, picture: readFileSync(join(out, label.file)) }));
};

const says =
  (content: string) =>
  (response: ServerResponse): void => {
    const choices = [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }];
    response.setHeader("content-type", "application/json");
    const usage = { prompt_tokens: 900, completion_tokens: 70 };
    response.end(JSON.stringify({ id: "1", object: "chat.completion", choices, usage }));
  };
const field = (value: string, quote: string) => ({ value, quote, line: 1 });
const unsaid = { addressee: null, position: null, ground: null, writtenOn: null };
const lies = [
  says("approved"),
  says('{"outcome": "accepted-for-request"}'),
  says(
    JSON.stringify({
      ...unsaid,
      writer: field("own", "от Никого"),
      intent: field("resign", "заявление принято без подписи"),
      lastDay: field("2031-01-01", "последний рабочий день 1 января 2031 г."),
    }),
  ),
  says('{"writer": {"value": "Ив'),
];
let asked = 0;
const liar = createServer((request, response) => {
  request.resume().on("end", () => lies[asked++ % lies.length]?.(response));
});

interface LetterView {
  readonly asked: readonly { readonly tokensIn: number }[];
  readonly letterId: string;
  readonly number: number;
  readonly status: string;
  readonly outcome: string | null;
  readonly said: { readonly asked: { readonly says: string; readonly date?: string } } | null;
  readonly defects: readonly { readonly rule: string; readonly ru: string }[];
  readonly reviewReasons: readonly { readonly rule: string }[];
  readonly pictures: { readonly picture: string; readonly marked: string | null };
  readonly present: boolean;
}
interface Uploaded {
  readonly employeeId: string;
  readonly letterId: string;
  readonly label: Label;
  readonly picture: Buffer;
}

let running: RunningTabel;
let environment: Readonly<Record<string, string>>;
let administrator: Person;
let hr: Person;

const accepted = async <Body>(answer: Promise<{ readonly status: number; readonly body: Body }>): Promise<Body> => {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
const bytes = (path: string, person: Person) =>
  fetch(running.url + path, { headers: { authorization: `Bearer ${person.token}` } });
const upload = (person: Person, employeeId: string, picture: Buffer) =>
  fetch(`${running.url}/api/resignations/${employeeId}/letters`, {
    method: "POST",
    headers: { authorization: `Bearer ${person.token}`, "content-type": "image/png" },
    body: new Uint8Array(picture),
  });

const logInAll = async (): Promise<void> => {
  administrator = await logIn(running.url, "administrator", PASSWORD);
  hr = await logIn(running.url, "hr", PASSWORD);
};

const handIn = async (
  employeeId: string,
  { label, picture }: ReturnType<typeof lettersOf>[number],
): Promise<Uploaded> => {
  const [last, first, middle] = label.employee.fullName.split(" ");
  const hire = {
    employeeId,
    fullName: { last, first, middle: middle ?? null },
    email: null,
    hiredOn: "2020-01-09",
    unitId: "bank",
    position: label.employee.position,
    country: "RU",
    timeZone: "Europe/Moscow",
  };
  await accepted(hr.command("hire-employee", hire));
  const contract = { kind: "permanent", from: "2020-01-09", until: null, probationUntil: null };
  await accepted(hr.command("conclude-contract", { employeeId, ...contract }));
  await accepted(administrator.command("set-password", { userId: employeeId, password: PASSWORD }));
  const person = await logIn(running.url, employeeId, PASSWORD);
  const answer = await upload(person, employeeId, picture);
  const body = (await answer.json()) as { readonly letterId: string; readonly events: readonly { type: string }[] }; // its contract
  expect([answer.status, body.events.map(({ type }) => type)]).toEqual([
    202,
    ["ResignationReceived", "LetterUploaded"],
  ]);
  expect(answer.headers.get("location")).toBe(`/api/views/resignation-letters/${body.letterId}`);
  return { employeeId, letterId: body.letterId, label, picture };
};

/** Logged in where Tabel is now. */
const writerOf = ({ employeeId }: Uploaded): Promise<Person> => logIn(running.url, employeeId, PASSWORD);
const viewOf = async ({ letterId }: Uploaded): Promise<LetterView> =>
  (await hr.view<LetterView>(`resignation-letters/${letterId}`)).body;
/** However busy the machine is. */
const until = async (what: string, condition: () => Promise<boolean>): Promise<void> => {
  const late = performance.now() + 400_000;
  while (!(await condition())) {
    if (performance.now() > late) throw new Error(`it did not happen that ${what}`);
    await pause(500);
  }
};
const isRead = (letter: Uploaded) =>
  until(`the letter of ${letter.employeeId} was read`, async () => {
    const { outcome } = await viewOf(letter);
    return outcome !== undefined && outcome !== null;
  });
const readingsIn = async ({ employeeId }: Uploaded): Promise<number> => {
  const { body } = await hr.view<{ items: { type: string }[] }>(`employees/${employeeId}/history?limit=100`);
  expect(JSON.stringify(body)).not.toMatch(/secondReading|evidence|fingerprint/);
  return body.items.filter(({ type }) => type === "LetterRead").length;
};

beforeAll(async () => {
  await new Promise<void>((resolve) => liar.listen(0, "127.0.0.1", resolve));
  const { port } = liar.address() as AddressInfo; // listens on a port, not on a pipe
  environment = { LLM_BASE_URL: `http://127.0.0.1:${port}/v1`, LLM_MODEL: "stand-in" };
  running = await startTabel(dataFolder, { environment });
  const made = await tabel(["access", "create-administrator", "administrator"], { dataFolder, input: PASSWORD });
  expect([made.code, made.code === 0 ? "" : made.output]).toEqual([0, ""]);
  administrator = await logIn(running.url, "administrator", PASSWORD);
  const role = { userId: "hr", role: "hr-officer", scope: { over: "all" }, from: "2020-01-01", until: null };
  await accepted(administrator.command("grant-role", role));
  await accepted(administrator.command("set-password", { userId: "hr", password: PASSWORD }));
  await logInAll();
  await accepted(hr.command("establish-unit", { unitId: "bank", name: "Банк", parentId: null, on: "2019-01-01" }));
}, 240_000);
afterAll(async () => {
  await running.kill();
  liar.closeAllConnections();
  liar.close();
  rmSync(base, { recursive: true, force: true });
});

let good: Uploaded[];
let unsigned: Uploaded[];
let ambiguous: Uploaded;

test("letters are received at once, read across a kill of everything, each once", async () => {
  const [letters, more, [from]] = [lettersOf("good", 41), lettersOf("unsigned", 42), lettersOf("ambiguous-end", 43)];
  if (from === undefined) throw new Error("the generator made no letter");
  good = [];
  unsigned = [];
  for (const [at, letter] of letters.entries()) good.push(await handIn(`good-${at}`, letter));
  for (const [at, letter] of more.entries()) unsigned.push(await handIn(`unsigned-${at}`, letter));
  ambiguous = await handIn("ambiguous-0", from);
  await running.kill();
  running = await startTabel(dataFolder, { environment });
  await logInAll();
  for (const each of [...good, ...unsigned, ambiguous]) {
    await isRead(each);
    expect((await viewOf(each)).asked.length).toBeGreaterThanOrEqual(1);
    await until(`the history of ${each.employeeId} tells of the reading`, async () => (await readingsIn(each)) > 0);
    expect([each.employeeId, await readingsIn(each)]).toEqual([each.employeeId, 1]);
  }
}, 900_000);

test("a clear letter is a request that HR decides, with its evidence beside the scan", async () => {
  const views = await Promise.all(good.map(viewOf));
  expect(views.map(({ outcome }) => outcome)).toContain("accepted-for-request");
  for (const [at, { outcome, said, number, pictures }] of views.entries()) {
    expect(outcome).not.toBe("changes-needed");
    const letter = good[at];
    if (outcome !== "accepted-for-request" || letter === undefined || pictures.marked === null) continue;
    const wanted = letter.label.truth.lastDay?.value;
    expect(said?.asked).toEqual(wanted === undefined ? { says: "nothing" } : { says: "last-day", date: wanted });
    const [scan, marked] = [await bytes(pictures.picture, await writerOf(letter)), await bytes(pictures.marked, hr)];
    expect([scan.status, marked.status]).toEqual([200, 200]);
    expect(Buffer.from(await scan.arrayBuffer()).equals(Buffer.from(await marked.arrayBuffer()))).toBe(false);
    const early = await hr.command<{ code: string }>("execute-resignation", { employeeId: letter.employeeId, number });
    expect(early.body.code).toBe("resignation-not-accepted");
  }
});

test("a letter without a signature is answered by that rule, and a person may set it right", async () => {
  const views = await Promise.all(unsigned.map(viewOf));
  expect(views.map(({ outcome }) => outcome)).toContain("changes-needed");
  for (const { outcome, defects } of views) {
    expect(outcome).not.toBe("accepted-for-request");
    if (outcome === "changes-needed") expect(defects.map(({ rule }) => rule)).toEqual(["signature-missing"]);
  }
  const first = unsigned[views.findIndex(({ outcome }) => outcome === "changes-needed")];
  if (first === undefined) throw new Error("none was answered");
  const person = await writerOf(first);
  await until("the employee was told what is missing", async () => {
    const { body } = await person.view<{ items: { fact: string }[] }>("notifications");
    return body.items.some(({ fact }) => fact === "letter-signature-missing");
  });
  const refused = await hr.command<{ code: string }>("accept-resignation", {
    employeeId: first.employeeId,
    number: 1,
    lastDay: today,
  });
  expect(refused.body.code).toBe("letter-not-read");
});

test("“from a day” waits for HR, whose word counts and is kept as a label", async () => {
  const view = await viewOf(ambiguous);
  expect(view.outcome).toBe("human-review");
  const queue = await hr.view<{ items: LetterView[] }>("resignation-letters?waiting=true");
  expect(queue.body.items.map(({ letterId }) => letterId)).toContain(ambiguous.letterId);
  const { employeeId, letterId } = ambiguous;
  const person = await writerOf(ambiguous);
  const judgement = { is: "resignation", asked: { says: "nothing" }, ground: "own-wish" };
  const word = { employeeId, number: 1, letterId, judgement };
  expect((await person.command<{ code: string }>("judge-resignation-letter", word)).status).toBe(403);
  const { position } = await accepted(hr.command<{ position: string }>("judge-resignation-letter", word));
  const labels = await hr.view<{ items: { id: string; expected: object }[] }>(
    `resignation-letter-labels?after=${position}`,
  );
  expect(labels.body.items).toEqual([
    expect.objectContaining({ id: letterId, expected: { outcome: "accepted-for-request", defects: [] } }),
  ]);
});

test("the same scan is no other letter, it can be taken back, and no file speaks without its key", async () => {
  const [letter] = good;
  if (letter === undefined) throw new Error("none was handed in");
  const person = await writerOf(letter);
  const again = await upload(person, letter.employeeId, letter.picture);
  expect([again.status, await again.json()]).toMatchObject([202, { letterId: letter.letterId, events: [] }]);
  await accepted(person.command("withdraw-resignation", { employeeId: letter.employeeId, number: 1 }));
  const late = await upload(person, letter.employeeId, letter.picture);
  expect([late.status, ((await late.json()) as { code: string }).code]).toEqual([409, "letter-known"]);
  const kept = readdirSync(join(dataFolder, "files"), { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  expect(kept.length).toBeGreaterThanOrEqual(5);
  for (const { parentPath, name } of kept)
    expect(readFileSync(join(parentPath, name)).includes(Buffer.from("IHDR"))).toBe(false);
});
