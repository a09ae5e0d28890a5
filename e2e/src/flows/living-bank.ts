// A bank with all of Tabel in it, whose flows are watched: what they tell is written into a table without any key, so that
// whatever is told twice stands there twice.
import type { NotificationFact } from "@tabel/domain";
import type { RunProcessesOptions } from "@tabel/process-managers";
import { startInProcess, type TabelInProcess } from "../tabel-in-process.js";

export interface LivingBank extends TabelInProcess {
  /** Sets the clock and waits until nothing is left to do. */
  dayCame(now: string): Promise<void>;
  /** What was told since the last time that this was asked, of these kinds, in an order of its own. */
  told(...kinds: readonly NotificationFact["is"][]): Promise<readonly NotificationFact[]>;
}

export const hired = (employeeId: string, unitId: string, more: object = {}) => ({
  employeeId,
  fullName: { last: "Ли", first: "Анна", middle: null },
  email: null,
  hiredOn: "2025-01-09",
  unitId,
  position: "Кассир",
  country: "RU",
  timeZone: "Europe/Moscow",
  ...more,
});

interface Options {
  readonly instances?: number;
  readonly seam?: RunProcessesOptions["seam"];
}

/** `bank`, headed by Boris, over `branch`, headed by Anna, where Galina and Vera work; HR is `hr`, accounting `ada`. */
export const openLivingBank = async (now: string, { instances, seam }: Options = {}): Promise<LivingBank> => {
  const tabel = await startInProcess(now, {
    ...(instances === undefined ? {} : { instances }),
    processes: {
      ...(seam === undefined ? {} : { seam }),
      tellAbout: async (fact, _, transaction) => {
        await transaction.query("insert into public.told (fact) values ($1)", [JSON.stringify(fact)]);
        return { is: "done" };
      },
    },
  });
  try {
    await tabel.pool.query("create table public.told (seq serial, fact jsonb not null)");
    const grant = (userId: string, role: string) =>
      tabel.carryOut("administrator", "grant-role", {
        userId,
        role,
        scope: { over: "all" },
        from: "2025-01-01",
        until: null,
      });
    await grant("hr", "hr-officer");
    await grant("ada", "accountant");
    for (const [unitId, parentId] of [
      ["bank", null],
      ["branch", "bank"],
    ] as const)
      await tabel.carryOut("hr", "establish-unit", { unitId, name: unitId, parentId, on: "2025-01-01" });
    for (const [employeeId, unitId] of [
      ["boris", "bank"],
      ["anna", "branch"],
      ["galina", "branch"],
      ["vera", "branch"],
    ] as const)
      await tabel.carryOut("hr", "hire-employee", hired(employeeId, unitId));
    await tabel.carryOut("hr", "appoint-head", { unitId: "bank", employeeId: "boris", from: "2025-01-09" });
    await tabel.carryOut("hr", "appoint-head", { unitId: "branch", employeeId: "anna", from: "2025-01-09" });
    await tabel.quiet();
  } catch (error) {
    await tabel.stop(); // nobody else knows of it, and what is open keeps the run from ending
    throw error;
  }
  let seen = 0;
  return {
    ...tabel,
    dayCame: async (day) => {
      tabel.setClock(day);
      await tabel.quiet();
    },
    told: async (...kinds) => {
      const { rows } = await tabel.pool.query<{ seq: number; fact: NotificationFact }>(
        "select seq, fact from public.told where seq > $1 order by fact->>'employeeId', fact->>'unitId', seq",
        [seen],
      );
      seen = rows.reduce((last, { seq }) => Math.max(last, seq), seen);
      return rows.map(({ fact }) => fact).filter(({ is }) => kinds.length === 0 || kinds.includes(is));
    },
  };
};
