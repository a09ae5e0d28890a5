// The teller whose year is told: what the views say of one employee, and what one asks for, in few words.
import type { TabelInProcess } from "../tabel-in-process.js";

export const EMPLOYEE = "e1";

interface Sheet {
  readonly items: readonly {
    readonly employeeId: string;
    readonly days: readonly { readonly day: number; readonly codes: readonly { code: string; minutes: number }[] }[];
    readonly total: { readonly days: Record<string, number>; readonly minutes: Record<string, number> };
  }[];
}
interface Hours {
  readonly normMinutes: number;
  readonly workedMinutes: number;
  readonly lines: readonly { readonly category: string; readonly minutes: number; readonly amountMinor: number }[];
}
interface Balance {
  readonly ledgers: readonly { readonly ledger: string; readonly balance: number; readonly usable: number }[];
}

export interface Submitted {
  readonly requestId: string;
}

export interface Month {
  readonly status: string;
  readonly hours: { readonly workedMinutes: number; readonly lines: object[]; readonly deltas: object[] } | null;
  readonly sheets: readonly { readonly unitId: string; readonly total: { readonly days: Record<string, number> } }[];
}

/** `tabel` is asked for at each question: it is started after the spec file is read. */
export const teller = (tabel: () => TabelInProcess) => {
  const lineOf = async (unitId: string, period: string) => {
    const { items } = await tabel().view<Sheet>("accountant", `timesheets/${unitId}/${period}`);
    return items.find(({ employeeId }) => employeeId === EMPLOYEE);
  };

  /** The employee's line of a unit's month: days by code. */
  const daysIn = async (unitId: string, period: string) => (await lineOf(unitId, period))?.total.days;

  /** The cell of a day: `Я 360 + Н 120`. */
  const cell = async (unitId: string, date: string): Promise<string | undefined> =>
    (await lineOf(unitId, date.slice(0, 7)))?.days
      .find(({ day: number }) => number === Number(date.slice(8)))
      ?.codes.map(({ code, minutes }) => (minutes === 0 ? code : `${code} ${minutes}`))
      .join(" + ");

  /** Hours worked and of the norm, and what is paid: `category minutes kopecks`. */
  const payIn = async (period: string) => {
    const hours = await tabel().view<Hours>("accountant", `payroll-hours/${EMPLOYEE}/${period}`);
    return {
      worked: `${hours.workedMinutes / 60} of ${hours.normMinutes / 60}`,
      lines: hours.lines.map(({ category, minutes, amountMinor }) => `${category} ${minutes} ${amountMinor}`),
    };
  };

  /** Days of annual leave on a date: all there is, and what may be used. */
  const leaveOn = async (date: string) => {
    const { ledgers } = await tabel().view<Balance>("hr", `leave-balance/${EMPLOYEE}?effective=${date}`);
    const annual = ledgers.find(({ ledger }) => ledger === "annual");
    return [annual?.balance, annual?.usable];
  };

  /** Asked for by the employee and approved by the head. */
  const approved = async (head: string, request: object): Promise<string> => {
    const { requestId } = await tabel().carryOut<Submitted>(EMPLOYEE, "submit-leave", {
      employeeId: EMPLOYEE,
      ...request,
    });
    await tabel().carryOut(head, "approve-request", { employeeId: EMPLOYEE, requestId });
    return requestId;
  };

  const monthKnown = (period: string, known?: string) =>
    tabel().view<Month>(
      "accountant",
      `employees/${EMPLOYEE}/months/${period}${known === undefined ? "" : `?known=${known}T23:59:59.999Z`}`,
    );

  return { daysIn, cell, payIn, leaveOn, approved, monthKnown };
};
