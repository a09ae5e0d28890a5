// Is the file as long as LMDB's own meta pages say? LMDB maps the file into memory and would end the process on a page
// that is not there, so a cut-off file must be found before it is opened.
import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { DamagedStore } from "./damaged-store.js";

const MAGIC = 0xbeefc0de;
/** Of the MDB_meta structure, from its magic number on. */
const PAGE_SIZE = 24;
const LAST_PAGE = 120;
const TRANSACTION = 128;
const META_LENGTH = 136;
const LONGEST_HEADER = 64;

interface Meta {
  readonly pageSize: number;
  readonly lastPage: bigint;
  readonly transaction: bigint;
}

/** Throws DamagedStore. A folder without a store passes: it is new. */
export const checkPages = (folder: string): void => {
  const path = join(folder, "data.mdb");
  if (!existsSync(path)) return;
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    if (size === 0) return;
    const first = readMeta(file, 0);
    const second = first && readMeta(file, first.pageSize);
    if (first === undefined || second === undefined)
      throw new DamagedStore(path, "its first two pages, which say where everything is, are not LMDB's");
    const latest = first.transaction > second.transaction ? first : second;
    const needed = (latest.lastPage + 1n) * BigInt(latest.pageSize);
    if (BigInt(size) < needed)
      throw new DamagedStore(path, `it is ${size} bytes long and should be ${needed}: cut off`);
  } finally {
    closeSync(file);
  }
};

const readMeta = (file: number, offset: number): Meta | undefined => {
  const page = Buffer.alloc(LONGEST_HEADER + META_LENGTH);
  if (readSync(file, page, 0, page.length, offset) < page.length) return undefined;
  for (let start = 0; start <= LONGEST_HEADER; start += 8) {
    if (page.readUInt32LE(start) !== MAGIC) continue;
    return {
      pageSize: page.readUInt32LE(start + PAGE_SIZE),
      lastPage: page.readBigUInt64LE(start + LAST_PAGE),
      transaction: page.readBigUInt64LE(start + TRANSACTION),
    };
  }
  return undefined;
};
