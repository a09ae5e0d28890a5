// A machine with a filled log: event store and PostgreSQL over one folder. A folder that is named is kept and used again, and
// a filling that was stopped goes on where it was.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BankSize, fillLog, type FilledLog, type Filling } from "../bank-history.js";
import { type EmptySystem, startEmptySystem } from "../empty-system.js";

export interface FilledMachine extends EmptySystem {
  readonly filled: FilledLog;
  /** CPU time that PostgreSQL has taken, in seconds; NaN where the system does not tell. */
  postgresCpu(): number;
}

const TICKS_A_SECOND = 100; // USER_HZ of Linux

/** Own time and that of ended children, as /proc tells it; see proc_pid_stat(5). */
const ticksOf = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
};

const cpuOfFamily = (parent: number): number => {
  try {
    const children = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim().split(" ").filter(Boolean);
    return children.reduce((sum, child) => {
      try {
        return sum + ticksOf(Number(child));
      } catch {
        return sum; // it has ended meanwhile
      }
    }, ticksOf(parent));
  } catch {
    return Number.NaN;
  }
};

const MANIFEST = "filled.json";

/** Where a filling of this size stands; throws where the folder was filled for another size. */
const openFilling = (folder: string, size: BankSize): Filling => {
  const file = join(folder, MANIFEST);
  const known = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as { size: BankSize; parts: number; position: string }) // written below
    : { size, parts: 0, position: "0" };
  if (JSON.stringify(known.size) !== JSON.stringify(size))
    throw new Error(`${folder} was filled with ${JSON.stringify(known.size)}; name another folder`);
  return {
    parts: known.parts,
    position: BigInt(known.position),
    filled: (parts, position) => writeFileSync(file, JSON.stringify({ size, parts, position: String(position) })),
  };
};

/** @param kept a folder that outlives the run; a new one that does not, where it is undefined or empty */
export const filledMachine = async (size: BankSize, kept = ""): Promise<FilledMachine> => {
  const system = await startEmptySystem(kept === "" ? undefined : kept);
  const { folder, store } = system;
  const { events, employees, months } = size;
  console.log(`filling the log: ${events} events, ${employees} employees, ${months} opened months …`);
  const filled = await fillLog(store, size, openFilling(folder, size));
  const postmaster = Number(readFileSync(join(folder, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n")[0]);
  return { ...system, filled, postgresCpu: () => cpuOfFamily(postmaster) / TICKS_A_SECOND };
};
