/** The store's bytes are not what was written. It says where, and guesses nothing. */
export class DamagedStore extends Error {
  constructor(where: string, what: string) {
    super(`The event store is damaged at ${where}: ${what}. Restore a backup ("tabel store restore").`);
    this.name = "DamagedStore";
  }
}

/** What LMDB says of a file that is not as it wrote it (its error messages begin with the name of the error). */
const LMDB_DAMAGE =
  /^MDB_(PAGE_NOTFOUND|CORRUPTED|PANIC|VERSION_MISMATCH|INVALID|PAGE_FULL|CURSOR_FULL|BAD_TXN|BAD_DBI)/;

/** The error, as DamagedStore where it is LMDB's word for damage. */
export const asDamage = (file: string, error: unknown): unknown =>
  error instanceof Error && LMDB_DAMAGE.test(error.message) ? new DamagedStore(file, error.message) : error;
