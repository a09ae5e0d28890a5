// `tabel inbound` as a person types it: numbers of another system, taken whole or not at all.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { testDatabase, testEventStore, testFolder } from "@tabel/test-infra";
import { type Typed, typed } from "../testing/typed.js";

const undo: (() => unknown)[] = [];
let tabel: (...commandLine: string[]) => Promise<Typed>;
let folder: string;

beforeAll(async () => {
  const [database, server, own] = await Promise.all([testDatabase(), testEventStore(), testFolder()]);
  undo.push(
    () => own.remove(),
    () => database.drop(),
    () => server.stop(),
  );
  folder = own.path;
  tabel = typed({
    TABEL_DATA: join(folder, "data"),
    EVENTSTORE_URL: server.connectionString,
    DATABASE_URL: database.connectionString,
    TABEL_MASTER_KEY: Buffer.alloc(32, 3).toString("base64"),
  });
});
afterAll(async () => {
  for (const step of undo.toReversed()) await step();
});

const file = async (text: string): Promise<string> => {
  const path = join(folder, "numbers.csv");
  await writeFile(path, text);
  return path;
};

test("numbers are taken from a file, listed, and put in the place of what stood there", async () => {
  const first = await file("employee,00-017,e00017\r\nunit,КО-7,u0042\n\n");
  expect(await tabel("inbound", "map", "master-hr", first)).toMatchObject({
    code: 0,
    out: "2 numbers of master-hr: known.\n",
  });
  const again = await file("employee, 00-017 , e00018");
  expect(await tabel("inbound", "map", "master-hr", again)).toMatchObject({ code: 0 });
  expect(await tabel("inbound", "list", "master-hr")).toMatchObject({
    code: 0,
    out: "employee,00-017,e00018\nunit,КО-7,u0042\n",
  });
  expect((await tabel("inbound", "list", "another")).out).toBe("");
});

test.each([
  ["a line that is none", "employee,1,e1\nperson,2,e2\nemployee,3\n", "Not so: line 2, 3."],
  ["a number here that cannot be one", "employee,4,e 4\n", "Not so: line 1."],
  ["the same number twice", "employee,5,e5\nemployee,5,e6\n", "stands there twice"],
])("%s: nothing is taken, and it is said which", async (_, text, says) => {
  const { code, err } = await tabel("inbound", "map", "wrong", await file(text));
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(says) });
  expect((await tabel("inbound", "list", "wrong")).out).toBe("");
});

test("a file that is not there and a name that is none are said so", async () => {
  expect((await tabel("inbound", "map", "master-hr", join(folder, "nothing"))).err).toContain("cannot be read");
  expect((await tabel("inbound", "list", "Master HR")).err).toContain("cannot be the name of a source");
});
