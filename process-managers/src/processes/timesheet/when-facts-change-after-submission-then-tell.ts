// A month that was handed in, and whose facts change afterwards: late sickness, a corrected leave, a transfer. The sheet stays as it
// stands (a submitted one may be returned, of an accepted or closed one a corrective sheet is posted), and nobody does that but a
// person: the head is told, and accounting once it has accepted the sheet.
import {
  addDays,
  addMonths,
  type EmployeeId,
  employmentOf,
  firstDay,
  type FactOf,
  type Inquiry,
  later,
  lastDay,
  earlier,
  type Employment,
  type Period,
  periodOf,
  todayOf,
  type UnitId,
  unitOn,
  unitsAbove,
} from "@tabel/domain";
import { process } from "../../process/process.js";
import { changedDays, changesOfSheets, type Days, type Spans, spansAfter } from "./changed-days.js";
import { sheetStatus } from "./sheets-of-month.js";

interface State {
  readonly employeeId: EmployeeId | null;
  readonly spans: Spans;
  /** What the latest event may have changed. */
  readonly changed: Days | null;
}

type Outdated = FactOf<"timesheet-outdated">;

/** Sheets further back are closed for good; it bounds what is read. */
const MONTHS_BACK = 24;

/** Those that the person stands in during the month, and the one that they stood in before the change. */
const unitsDuring = (employment: Employment, month: Period, from: Days["from"]): readonly UnitId[] => {
  const [first, last] = [firstDay(month), lastDay(month)];
  const begun = employment.assignments.filter((entry) => entry.from > first && entry.from <= last);
  return [
    ...new Set([
      unitOn(employment, first),
      ...begun.map(({ unitId }) => unitId),
      unitOn(employment, later(addDays(from, -1), employment.hiredOn)),
    ]),
  ];
};

const outdatedSheets = async (
  { employeeId, changed }: State & { readonly employeeId: EmployeeId; readonly changed: Days },
  inquiry: Inquiry,
): Promise<readonly Outdated[]> => {
  const employment = await employmentOf(inquiry, employeeId);
  if (employment === undefined) return [];
  const today = todayOf(inquiry, employment);
  const last = periodOf(changed.to === null ? today : earlier(changed.to, today));
  const first = periodOf(later(changed.from, firstDay(addMonths(periodOf(today), -MONTHS_BACK))));
  const line = await unitsAbove(inquiry, unitOn(employment, today), today);
  const outdated: Outdated[] = [];
  for (let period = first; period <= last; period = addMonths(period, 1))
    for (const unitId of unitsDuring(employment, period, changed.from)) {
      const status = await sheetStatus(inquiry, unitId, period);
      if (status === "open") continue;
      // Who has no more to do with the person is told of the sheet, and not of whom.
      const about = line.includes(unitId) ? employeeId : null;
      outdated.push({ is: "timesheet-outdated", unitId, period, employeeId: about, status });
    }
  return outdated;
};

export const whenFactsChangeAfterSubmissionThenTell = process({
  name: "when-facts-change-after-submission-then-tell",
  version: 1,
  reads: changesOfSheets,
  instances: ({ data }) => [data.employeeId],
  initial: { employeeId: null, spans: {}, changed: null } as State,
  evolve: ({ spans }, event): State => ({
    employeeId: event.data.employeeId,
    spans: spansAfter(spans, event),
    changed: changedDays(event, spans) ?? null,
  }),
  learn: (state, fact, inquiry): Promise<readonly Outdated[]> => {
    const { employeeId, changed } = state;
    // An import brings years of days of which no sheet is here.
    if (fact.is !== "event" || fact.imported === true || employeeId === null || changed === null)
      return Promise.resolve([]);
    return outdatedSheets({ ...state, employeeId, changed }, inquiry);
  },
  react: (_, _fact, outdated: readonly Outdated[]) =>
    outdated.map((fact) => ({ do: "notify", key: `${fact.unitId} ${fact.period}`, fact })),
});
