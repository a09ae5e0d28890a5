// Is the file what LMDB's own meta pages say? LMDB checks none of it: it would end the process on a page that is not
// there, and would take an older or an empty tree for the latest if one bit of a meta page told it to. So the two pages
// that say where everything is, and the roots to which they point, are looked at before the file is opened.
import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { DamagedStore } from "./damaged-store.js";

// MDB_page: its number, the transaction that wrote it, two bytes of padding, flags. LMDB's data format 2.
const PAGE_NUMBER = 0; // uint64
const PAGE_TRANSACTION = 8; // uint64
const PAGE_FLAGS = 18; // uint16
const PAGE_HEADER = 24;
// MDB_meta, behind the header of its page.
const MAGIC = PAGE_HEADER; // uint32
const VERSION = PAGE_HEADER + 4; // uint32
const FREE_PAGES = PAGE_HEADER + 24; // MDB_db: the tree of free pages
const MAIN = PAGE_HEADER + 72; // MDB_db: the tree of named tables
const LAST_PAGE = PAGE_HEADER + 120; // uint64
const TRANSACTION = PAGE_HEADER + 128; // uint64
const META_LENGTH = PAGE_HEADER + 136;
// MDB_db. In the first of the two its padding holds the size of a page.
const TREE_PAD = 0; // uint32
const TREE_FLAGS = 4; // uint16
const TREE_ROOT = 40; // uint64

const MAGIC_NUMBER = 0xbeefc0de;
const DATA_FORMAT = 2;
const META_PAGE = 8;
const INTEGER_KEYS = 8;
const LARGEST_PAGE = 65_536;
const NO_ROOT = 2n ** 64n - 1n;

interface Meta {
  readonly pageSize: number;
  readonly roots: readonly bigint[];
  readonly lastPage: bigint;
  readonly transaction: bigint;
}

/** Throws DamagedStore. A folder without a store passes: it is new. */
export const checkPages = (folder: string): void => {
  const path = join(folder, "data.mdb");
  if (!existsSync(path)) return;
  const file = openSync(path, "r");
  try {
    for (;;) {
      const looked = metaBytes(file);
      const fault = faultIn(file);
      if (fault === undefined) return;
      // A backup is made beside a server: what was committed meanwhile may have taken the place of what was looked at.
      if (looked.equals(metaBytes(file))) throw new DamagedStore(path, fault);
    }
  } finally {
    closeSync(file);
  }
};

const faultIn = (file: number): string | undefined => {
  const { size } = fstatSync(file);
  if (size === 0) return undefined;
  const first = readMeta(file, 0);
  const second = first && readMeta(file, first.pageSize);
  if (first === undefined || second === undefined || second.pageSize !== first.pageSize)
    return "its first two pages, which say where everything is, are not LMDB's";
  const [older, latest] = first.transaction < second.transaction ? [first, second] : [second, first];
  // They are written in turn; in a backup one of the two was never written.
  const isCopy = older.transaction === 0n;
  if (!isCopy && latest.transaction !== older.transaction + 1n)
    return `its first two pages are of transactions ${older.transaction} and ${latest.transaction}, which do not follow each other`;
  const needed = (latest.lastPage + 1n) * BigInt(latest.pageSize);
  if (BigInt(size) < needed) return `it is ${size} bytes long and should be ${needed}: cut off`;
  return rootFault(file, latest, isCopy);
};

/** Both trees are changed by every transaction, so the transaction of their roots is that of the meta page. */
const rootFault = (file: number, { roots, pageSize, lastPage, transaction }: Meta, isCopy: boolean) => {
  for (const root of roots) {
    if (root === NO_ROOT && (lastPage <= 1n || isCopy)) continue;
    if (root > lastPage) return `it has no page ${root}, where a tree of it should begin`;
    const page = readAt(file, Number(root) * pageSize, PAGE_HEADER);
    if (page === undefined || page.readBigUInt64LE(PAGE_NUMBER) !== root)
      return `page ${root} is not the one where a tree of it should begin`;
    const written = page.readBigUInt64LE(PAGE_TRANSACTION);
    if (!isCopy && written !== transaction)
      return `page ${root}, where a tree of it should begin, is of transaction ${written} instead of ${transaction}`;
  }
  return undefined;
};

const readMeta = (file: number, offset: number): Meta | undefined => {
  const page = readAt(file, offset, META_LENGTH);
  if (page === undefined) return undefined;
  const isMeta =
    page.readUInt16LE(PAGE_FLAGS) === META_PAGE &&
    page.readUInt32LE(MAGIC) === MAGIC_NUMBER &&
    page.readUInt32LE(VERSION) === DATA_FORMAT &&
    page.readUInt16LE(FREE_PAGES + TREE_FLAGS) === INTEGER_KEYS &&
    page.readUInt16LE(MAIN + TREE_FLAGS) === 0;
  const pageSize = page.readUInt32LE(FREE_PAGES + TREE_PAD);
  if (!isMeta || pageSize < META_LENGTH || pageSize > LARGEST_PAGE) return undefined;
  return {
    pageSize,
    roots: [page.readBigUInt64LE(FREE_PAGES + TREE_ROOT), page.readBigUInt64LE(MAIN + TREE_ROOT)],
    lastPage: page.readBigUInt64LE(LAST_PAGE),
    transaction: page.readBigUInt64LE(TRANSACTION),
  };
};

/** Enough of the file to hold both meta pages. */
const metaBytes = (file: number): Buffer => readAt(file, 0, LARGEST_PAGE + META_LENGTH) ?? Buffer.alloc(0);

const readAt = (file: number, offset: number, length: number): Buffer | undefined => {
  const bytes = Buffer.alloc(length);
  return readSync(file, bytes, 0, length, offset) < length ? undefined : bytes;
};
