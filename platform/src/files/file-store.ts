// Where files are kept: the folder of one machine, or S3. What is kept is sealed already; a store sees names and bytes.

export interface KeptFile {
  readonly name: string;
  readonly writtenAt: Date;
  readonly bytes: number;
}

export interface FileStore {
  /** Whole or not at all; another of the same name is replaced. Returns once it would survive a loss of power. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** Undefined where there is none. Throws FilesUnavailable. */
  get(name: string): Promise<Buffer | undefined>;
  /** Nothing where there is none. */
  remove(name: string): Promise<void>;
  /** All whose name begins so, in any order. */
  list(prefix: string): AsyncIterable<KeptFile>;
}

/** The storage does not answer; the same again later may work. */
export class FilesUnavailable extends Error {
  override readonly name = "FilesUnavailable";
}

const parts = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Parts of letters, digits, dots and hyphens between slashes: a name that leads nowhere else in any store. Throws a RangeError. */
export const checkedName = (name: string): string => {
  if (name.length <= 200 && name.split("/").every((part) => parts.test(part))) return name;
  throw new RangeError("a file's name is made of plain parts between slashes");
};
