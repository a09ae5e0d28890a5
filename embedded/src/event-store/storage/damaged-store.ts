/** The store's bytes are not what was written. It says where, and guesses nothing. */
export class DamagedStore extends Error {
  constructor(where: string, what: string) {
    super(`The event store is damaged at ${where}: ${what}. Restore a backup ("tabel store restore").`);
    this.name = "DamagedStore";
  }
}
