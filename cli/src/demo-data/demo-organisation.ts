// A demonstration organisation as the files that `tabel import` reads, and the log-ins to try it with.
import { organisationFiles, type TableName } from "@tabel/command-api";
import { addMonths, periodOf, workCalendar, type Period } from "@tabel/domain";
import { stringify } from "csv-stringify/sync";
import { chanceOf } from "./chance.js";
import type { DemoOptions } from "./demo-options.js";
import { leaveHistory } from "./leave-history.js";
import { people } from "./people.js";
import { logIns, roles, type DemoLogIn } from "./personas.js";
import { terms } from "./terms.js";
import { unitTree } from "./unit-tree.js";

export const LOG_INS_FILE = "demo-logins.json";

export interface DemoOrganisation {
  /** Content by file name, the log-ins among them. */
  readonly files: ReadonlyMap<string, string>;
  readonly logIns: readonly DemoLogIn[];
  /** The months that have a history; fewer than asked where the production calendar of an early year is not loaded. */
  readonly months: readonly Period[];
}

type Cell = string | number | null;

const file = (table: TableName, rows: readonly (readonly Cell[])[]): [string, string] => {
  const { file: name, columns } = organisationFiles[table];
  return [name, stringify([Object.keys(columns), ...rows], { record_delimiter: "unix" })];
};

const monthsUntil = ({ months, until }: DemoOptions): Period[] => {
  const last = periodOf(until);
  return Array.from({ length: months }, (_, index) => addMonths(last, index + 1 - months)).filter(
    (month) => workCalendar("RU", Number(month.slice(0, 4))) !== undefined,
  );
};

/** Pure: the same options give the same bytes. */
export const demoOrganisation = (options: DemoOptions): DemoOrganisation => {
  const { employees, seed, until } = options;
  const units = unitTree(employees, chanceOf(seed, 1));
  const staff = people(units, employees, until, chanceOf(seed, 2));
  const held = roles(staff, units, until);
  const termsChance = chanceOf(seed, 3);
  const employed = staff.map((person) => ({ person, terms: terms(person, until, termsChance) }));
  const months = monthsUntil(options);
  const atTheTop = held.find(({ role, over }) => role === "hr-officer" && over === null)?.person;
  const history = leaveHistory({ units, employed, atTheTop }, months, until, chanceOf(seed, 4));
  const shownLogIns = logIns(staff, units, held);
  const files = new Map([
    file(
      "units",
      units.map((unit) => [
        unit.unitId,
        unit.name,
        unit.parent === null ? null : (units[unit.parent]?.unitId ?? null),
        unit.establishedOn,
      ]),
    ),
    file(
      "employees",
      staff.map((person) => [
        person.employeeId,
        person.last,
        person.first,
        person.middle,
        `${person.employeeId}@tabel-bank.example`,
        person.hiredOn,
        person.unit.unitId,
        person.position,
        person.unit.city.country,
        person.unit.city.timeZone,
      ]),
    ),
    file(
      "contracts",
      employed.map(({ person, terms: { contract } }) => [
        person.employeeId,
        contract.kind,
        person.hiredOn,
        contract.until,
        contract.probationUntil,
      ]),
    ),
    file(
      "schedules",
      employed.map(({ person, terms: { schedule } }) => [person.employeeId, person.hiredOn, schedule]),
    ),
    file(
      "salaries",
      employed.flatMap(({ person, terms: { salaries } }) =>
        salaries.map(({ from, monthly, currency }) => [person.employeeId, from, `${monthly}.00`, currency]),
      ),
    ),
    file(
      "heads",
      staff.filter(({ isHead }) => isHead).map((head) => [head.unit.unitId, head.employeeId, head.hiredOn]),
    ),
    file(
      "roles",
      held.map(({ person, role, over, from }) => [person.employeeId, role, over?.unitId ?? "all", from, null]),
    ),
    file("openingBalances", history.openingBalances),
    file("leaveHistory", history.requests),
    file(
      "periods",
      months.map((month) => [month]),
    ),
    [LOG_INS_FILE, `${JSON.stringify(shownLogIns, null, 2)}\n`],
  ]);
  return { files, logIns: shownLogIns, months };
};
