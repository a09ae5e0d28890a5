// Proves that a log is the one whose checkpoints were signed, or says where it is not. This file stands alone: it imports Node's own
// modules only, and `tabel audit export` puts its compiled form beside the export, to be run with
//   node verify.mjs FOLDER PUBLIC-KEY.pem [CHECKPOINTS-KEPT-ELSEWHERE.jsonl]
import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { createReadStream, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What is signed. Sizes count events from the beginning of the log. */
export interface Checkpoint {
  readonly format: 1;
  readonly size: number;
  /** Of the last event. */
  readonly position: string;
  /** The last link of the hash chain, in hex. */
  readonly link: string;
  /** The Merkle tree over all leaves (RFC 9162), in hex. */
  readonly root: string;
  /** The checkpoint before, by its hash; null for the first. */
  readonly previous: string | null;
  readonly at: string;
}

/** A line of the file of checkpoints. The leaves are those since the checkpoint before: the root holds them. */
export interface CheckpointLine {
  readonly checkpoint: Checkpoint;
  readonly signature: string;
  readonly leaves: string;
}

export const LEAF_BYTES = 32;
export const FIRST_LINK = Buffer.alloc(LEAF_BYTES);

/** The first byte keeps the kinds of hashes apart (RFC 9162, 2.1.1). */
const hash = (kind: number, ...parts: readonly (Buffer | string)[]): Buffer => {
  const sum = createHash("sha256").update(Buffer.of(kind));
  for (const part of parts) sum.update(part);
  return sum.digest();
};
/** Of an event as it is exported, a line without its end: the sealed bytes. */
export const leafOf = (line: string): Buffer => hash(0, line);
const nodeOf = (left: Buffer, right: Buffer): Buffer => hash(1, left, right);
export const linkOf = (previous: Buffer, leaf: Buffer): Buffer => hash(2, previous, leaf);

/** JSON with its keys in order and nothing between: one text for one value. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  const sorted = fields.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${sorted.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(",")}}`;
};
export const checkpointHash = (checkpoint: Checkpoint): string => hash(3, canonical(checkpoint)).toString("hex");

/** A tree that grows: the roots of its perfect subtrees are all that it remembers. */
export const growingTree = () => {
  const subtrees: (Buffer | undefined)[] = [];
  return {
    append: (leaf: Buffer): void => {
      let carried = leaf;
      let level = 0;
      for (let left = subtrees[level]; left !== undefined; left = subtrees[level]) {
        carried = nodeOf(left, carried);
        subtrees[level] = undefined;
        level += 1;
      }
      subtrees[level] = carried;
    },
    root: (): string => {
      const perfect = subtrees.filter((each) => each !== undefined);
      const [smallest = hash(0), ...larger] = perfect;
      return larger.reduce((right, left) => nodeOf(left, right), smallest).toString("hex");
    },
  };
};

export interface Verdict {
  readonly sound: boolean;
  /** How many events the last good checkpoint covers. */
  readonly signed: number;
  readonly events: number;
  /** After the last checkpoint: not yet signed, so not proved. */
  readonly unsigned: number;
  /** Sentences, the first hundred. */
  readonly faults: readonly string[];
}

interface Signed {
  readonly leaves: Buffer;
  readonly hashes: readonly string[];
  readonly faults: readonly string[];
  /** Of the last good checkpoint, and what goes on from it. */
  readonly last: Checkpoint | undefined;
  readonly link: Buffer;
  readonly tree: ReturnType<typeof growingTree>;
}

const parse = (line: string): CheckpointLine | undefined => {
  try {
    return JSON.parse(line) as CheckpointLine; // everything in it is checked against the signature
  } catch {
    return undefined; // torn by a crash while it was written: the one after it must follow the one before it
  }
};

const signatureHolds = ({ checkpoint, signature }: CheckpointLine, key: KeyObject): boolean =>
  verify(null, Buffer.from(canonical(checkpoint)), key, Buffer.from(signature, "base64"));

/** Reads the checkpoints, each against its signature, its leaves and the one before it; stops at the first that is not good. */
export const readCheckpoints = (lines: readonly string[], key: KeyObject): Signed => {
  const tree = growingTree();
  const leaves: Buffer[] = [];
  const hashes: string[] = [];
  let link: Buffer = FIRST_LINK;
  let last: Checkpoint | undefined;
  const stopped = (fault?: string): Signed => ({
    leaves: Buffer.concat(leaves),
    hashes,
    faults: fault === undefined ? [] : [fault],
    last,
    link,
    tree,
  });
  for (const [index, text] of lines.entries()) {
    const line = parse(text);
    if (line === undefined) continue;
    const { checkpoint } = line;
    const where = `checkpoint in line ${index + 1} (${checkpoint.size} events)`;
    if (!signatureHolds(line, key)) return stopped(`the ${where} is not signed by this key, or was edited`);
    if (checkpoint.previous !== (hashes.at(-1) ?? null)) {
      const earlier = checkpoint.previous === null || hashes.includes(checkpoint.previous);
      return stopped(
        earlier
          ? `the log was forked: the ${where} follows the same checkpoint as an earlier line does`
          : `a checkpoint is missing before the ${where}`,
      );
    }
    const added = Buffer.from(line.leaves, "base64");
    for (let at = 0; at < added.length; at += LEAF_BYTES) {
      const leaf = added.subarray(at, at + LEAF_BYTES);
      tree.append(leaf);
      link = linkOf(link, leaf);
    }
    const whole = checkpoint.size === (last?.size ?? 0) + added.length / LEAF_BYTES;
    if (!whole || checkpoint.link !== link.toString("hex") || checkpoint.root !== tree.root())
      return stopped(`the leaves beside the ${where} are not those that were signed`);
    leaves.push(added);
    hashes.push(checkpointHash(checkpoint));
    last = checkpoint;
  }
  return stopped();
};

interface Seen {
  /** Its number among the signed events; -1 for none of them. */
  readonly number: number;
  readonly name: string;
}

const nameOf = (line: string): string => {
  try {
    const { position, stream, revision, type } = JSON.parse(line) as Record<string, unknown>; // shown only
    return `position ${String(position)}, ${String(stream)}@${String(revision)}, ${String(type)}`;
  } catch {
    return "a line that is no event";
  }
};

/** What was done to the events, each thing where it was done. */
const locate = (seen: readonly Seen[], size: number): string[] => {
  const faults: string[] = [];
  const there = new Set(seen.map(({ number }) => number));
  let before = -1;
  let beforeName = "the beginning";
  for (const { number, name } of seen) {
    if (number === -1) {
      if (before + 1 < size && !there.has(before + 1)) {
        faults.push(`event ${before + 2} was edited: ${name}`);
        before += 1;
      } else if (before + 1 < size) faults.push(`an event was inserted after ${beforeName}: ${name}`);
    } else if (number < before) faults.push(`event ${number + 1} was moved: ${name} stands after ${beforeName}`);
    else if (number === before) faults.push(`event ${number + 1} stands twice: ${name}`);
    else {
      for (let gap = before + 1; gap < number; gap += 1)
        if (!there.has(gap)) faults.push(`event ${gap + 1} was deleted, between ${beforeName} and ${name}`);
      before = number;
    }
    beforeName = name;
  }
  let end = size;
  while (end > 0 && !there.has(end - 1) && end - 1 > before) end -= 1;
  if (end < size)
    faults.push(`the log was truncated: it ends after ${beforeName}; ${size - end} signed events are gone`);
  return faults;
};

const MOST_FAULTS = 100;

export interface Evidence {
  /** The events' lines, in the order of the log; read a second time where something is wrong. */
  readonly events: () => AsyncIterable<string>;
  readonly checkpoints: readonly string[];
  /** Checkpoints that were kept elsewhere: each must be among those above. */
  readonly kept?: readonly string[];
  /** PEM, Ed25519. */
  readonly publicKey: string;
}

export const verifyAudit = async ({ events, checkpoints, kept = [], publicKey }: Evidence): Promise<Verdict> => {
  const key = createPublicKey(publicKey);
  const { leaves, hashes, faults: ofCheckpoints, last } = readCheckpoints(checkpoints, key);
  const faults = [...ofCheckpoints];
  const elsewhere = readCheckpoints(kept, key);
  faults.push(...elsewhere.faults.map((fault) => `among those kept elsewhere, ${fault}`));
  const lost = elsewhere.hashes.findIndex((each) => !hashes.includes(each));
  if (lost !== -1)
    faults.push(
      `checkpoint ${lost + 1} of those kept elsewhere is not here: the log was truncated or forked after it was signed`,
    );
  const size = last?.size ?? 0;
  let count = 0;
  let same = true;
  for await (const line of events()) {
    const at = count * LEAF_BYTES;
    if (count < size && leaves.compare(leafOf(line), 0, LEAF_BYTES, at, at + LEAF_BYTES) !== 0) same = false;
    count += 1;
  }
  if (!same || count < size) {
    const numbers = new Map<string, number>();
    for (let at = 0; at < leaves.length; at += LEAF_BYTES)
      numbers.set(leaves.toString("hex", at, at + LEAF_BYTES), at / LEAF_BYTES);
    const seen: Seen[] = [];
    for await (const line of events())
      seen.push({ number: numbers.get(leafOf(line).toString("hex")) ?? -1, name: nameOf(line) });
    faults.push(...locate(seen, size));
  }
  const sound = faults.length === 0;
  return {
    sound,
    signed: size,
    events: count,
    unsigned: Math.max(0, count - size),
    faults: faults.slice(0, MOST_FAULTS),
  };
};

const linesOf = (file: string): string[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");

const main = async ([folder, keyFile, keptFile]: readonly string[]): Promise<void> => {
  if (folder === undefined || keyFile === undefined) {
    process.stderr.write("Usage: node verify.mjs FOLDER PUBLIC-KEY.pem [CHECKPOINTS-KEPT-ELSEWHERE.jsonl]\n");
    process.exitCode = 2;
    return;
  }
  const verdict = await verifyAudit({
    events: () => createInterface({ input: createReadStream(join(folder, "events.jsonl")), crlfDelay: Infinity }),
    checkpoints: linesOf(join(folder, "checkpoints.jsonl")),
    kept: keptFile === undefined ? [] : linesOf(keptFile),
    publicKey: readFileSync(keyFile, "utf8"),
  });
  for (const fault of verdict.faults) process.stdout.write(`${fault}\n`);
  const { signed, events, unsigned } = verdict;
  process.stdout.write(
    `${verdict.sound ? "Sound" : "Not sound"}: ${events} events, ${signed} of them signed, ${unsigned} after the last checkpoint.\n`,
  );
  if (!verdict.sound) process.exitCode = 1;
};

const [, program] = process.argv;
if (program !== undefined && realpathSync(program) === fileURLToPath(import.meta.url))
  await main(process.argv.slice(2));
