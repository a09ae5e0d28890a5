// What is done to a log or to its checkpoints is found, and where.
import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import {
  canonical,
  type Checkpoint,
  checkpointHash,
  FIRST_LINK,
  growingTree,
  leafOf,
  linkOf,
  verifyAudit,
} from "./verifier.js";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const pem = publicKey.export({ format: "pem", type: "spki" }).toString();

const eventLine = (number: number, said = "said"): string =>
  canonical({
    position: String(number * 10),
    stream: "s-1",
    revision: String(number - 1),
    type: "Said",
    data: { said },
  });
const log = Array.from({ length: 12 }, (_, index) => eventLine(index + 1));

/** Signs the lines, so many events a checkpoint, going on from a checkpoint before. */
const signed = (lines: readonly string[], each: number, by = privateKey): string[] => {
  const tree = growingTree();
  let link: Buffer = FIRST_LINK;
  let previous: Checkpoint | undefined;
  const written: string[] = [];
  for (let from = 0; from < lines.length; from += each) {
    const leaves = lines.slice(from, from + each).map(leafOf);
    for (const leaf of leaves) {
      tree.append(leaf);
      link = linkOf(link, leaf);
    }
    const checkpoint: Checkpoint = {
      format: 1,
      size: from + leaves.length,
      position: String((from + leaves.length) * 10),
      link: link.toString("hex"),
      root: tree.root(),
      previous: previous === undefined ? null : checkpointHash(previous),
      at: "2026-11-16T09:00:00.000Z",
    };
    previous = checkpoint;
    const signature = sign(null, Buffer.from(canonical(checkpoint)), by).toString("base64");
    written.push(JSON.stringify({ checkpoint, signature, leaves: Buffer.concat(leaves).toString("base64") }));
  }
  return written;
};

const checkpoints = signed(log, 5);

const verified = (events: readonly string[], lines: readonly string[] = checkpoints, kept: readonly string[] = []) =>
  verifyAudit({
    events: async function* () {
      yield* events;
    },
    checkpoints: lines,
    kept,
    publicKey: pem,
  });

test("a log as it was signed is sound, and what came after is told apart", async () => {
  expect(await verified(log)).toEqual({ sound: true, signed: 12, events: 12, unsigned: 0, faults: [] });
  expect(await verified([...log, eventLine(13)])).toMatchObject({ sound: true, signed: 12, unsigned: 1 });
});

test("the tree is that of RFC 9162: of one leaf, of two and of three", () => {
  const [a, b, c] = ["a", "b", "c"].map(leafOf);
  if (a === undefined || b === undefined || c === undefined) throw new Error("there are three");
  const roots: string[] = [];
  const tree = growingTree();
  for (const leaf of [a, b, c]) {
    tree.append(leaf);
    roots.push(tree.root());
  }
  const two = growingTree();
  two.append(a);
  two.append(b);
  expect(roots[0]).toBe(a.toString("hex"));
  expect(roots[1]).toBe(two.root());
  expect(new Set(roots).size).toBe(3);
});

describe("in the log", () => {
  const changed = (change: (lines: string[]) => unknown): string[] => {
    const lines = [...log];
    change(lines);
    return lines;
  };
  test.each([
    [
      "an edit",
      changed((lines) => (lines[6] = eventLine(7, "never said"))),
      ["event 7 was edited: position 70, s-1@6, Said"],
    ],
    [
      "an edit of the last",
      changed((lines) => (lines[11] = eventLine(12, "?"))),
      ["event 12 was edited: position 120, s-1@11, Said"],
    ],
    [
      "a deletion",
      changed((lines) => lines.splice(2, 1)),
      ["event 3 was deleted, between position 20, s-1@1, Said and position 40, s-1@3, Said"],
    ],
    [
      "an insertion",
      changed((lines) => lines.splice(4, 0, eventLine(99))),
      ["an event was inserted after position 40, s-1@3, Said: position 990, s-1@98, Said"],
    ],
    [
      "another order",
      changed((lines) => lines.splice(3, 2, lines[4] ?? "", lines[3] ?? "")),
      ["event 4 was moved: position 40, s-1@3, Said stands after position 50, s-1@4, Said"],
    ],
    [
      "a repetition",
      changed((lines) => lines.splice(4, 0, lines[3] ?? "")),
      ["event 4 stands twice: position 40, s-1@3, Said"],
    ],
    [
      "a truncation",
      log.slice(0, 9),
      ["the log was truncated: it ends after position 90, s-1@8, Said; 3 signed events are gone"],
    ],
    ["nothing left", [], ["the log was truncated: it ends after the beginning; 12 signed events are gone"]],
  ])("%s is found where it is", async (_, lines, faults) => {
    expect(await verified(lines)).toMatchObject({ sound: false, faults });
  });

  test("a deletion and an edit are both told", async () => {
    const lines = changed((all) => {
      all[8] = eventLine(9, "edited");
      all.splice(1, 1);
    });
    expect((await verified(lines)).faults).toEqual([
      "event 2 was deleted, between position 10, s-1@0, Said and position 30, s-1@2, Said",
      "event 9 was edited: position 90, s-1@8, Said",
    ]);
  });
});

describe("among the checkpoints", () => {
  const edited = (line: number, change: (text: string) => string) =>
    checkpoints.map((text, index) => (index === line ? change(text) : text));
  test.each([
    [
      "an edited one",
      edited(1, (text) => text.replace('"size":10', '"size":11')),
      /^the checkpoint in line 2 \(11 events\) is not signed by this key, or was edited$/,
    ],
    [
      "one of another key",
      signed(log, 5, generateKeyPairSync("ed25519").privateKey),
      /line 1 .* is not signed by this key/,
    ],
    [
      "a missing one",
      checkpoints.filter((_, index) => index !== 1),
      /^a checkpoint is missing before the checkpoint in line 2/,
    ],
    [
      "another order",
      [checkpoints[1] ?? "", checkpoints[0] ?? ""],
      /^a checkpoint is missing before the checkpoint in line 1/,
    ],
    [
      "edited leaves",
      edited(2, (text) => text.replace(/"leaves":"../, '"leaves":"zz')),
      /^the leaves beside the checkpoint in line 3/,
    ],
  ])("%s is found", async (_, lines, fault) => {
    const { sound, faults } = await verified(log, lines);
    expect(sound).toBe(false);
    expect(faults[0]).toMatch(fault);
  });

  test("a fork that was signed is found: two go on from the same one", async () => {
    const other = [...log.slice(0, 10), eventLine(11, "another story"), eventLine(12, "another story")];
    const [, , fork = ""] = signed(other, 5);
    const { faults } = await verified(log, [...checkpoints, fork]);
    expect(faults).toEqual([
      "the log was forked: the checkpoint in line 4 (12 events) follows the same checkpoint as an earlier line does",
    ]);
    const swapped = [...checkpoints.slice(0, 2), fork];
    expect(await verified(other, swapped)).toMatchObject({ sound: true }); // by itself the other story is whole
    expect((await verified(other, swapped, checkpoints)).faults).toEqual([
      "checkpoint 3 of those kept elsewhere is not here: the log was truncated or forked after it was signed",
    ]);
  });

  test("log and checkpoints cut off together are found by what was kept elsewhere", async () => {
    const [log10, checkpoints10] = [log.slice(0, 10), checkpoints.slice(0, 2)];
    expect(await verified(log10, checkpoints10)).toMatchObject({ sound: true });
    expect(await verified(log10, checkpoints10, checkpoints)).toMatchObject({ sound: false });
  });

  test("a line torn by a crash is passed over when the next one follows the one before it", async () => {
    const torn = [checkpoints[0] ?? "", '{"checkpoint":{"form', ...checkpoints.slice(1)];
    expect(await verified(log, torn)).toMatchObject({ sound: true, signed: 12 });
  });
});
