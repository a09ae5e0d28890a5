// Who stands in for whom, folded as the access aggregate folds it, with a row for each appointment that SQL can ask.
import {
  addDays,
  DeputyAppointed,
  type DeputyAppointment,
  DeputyDismissed,
  evolveDeputies,
  type LocalDate,
} from "@tabel/domain";
import { type DeputisedUserRow, deputisedUserTable, type DeputyRow, deputyTable } from "@tabel/read-models";
import { clear, projection, put } from "../engine/projection.js";

const dayAfter = (until: string | null): string => (until === null ? "infinity" : addDays(until as LocalDate, 1)); // folded from the domain's dates

const deputyRows = ({ userId, appointments }: DeputisedUserRow): DeputyRow[] =>
  appointments
    .map(({ deputy, from, until, kinds }, place) => ({
      userId,
      place,
      deputy,
      fromDate: from,
      untilDate: dayAfter(until),
      kinds,
    }))
    .filter(({ fromDate, untilDate }) => fromDate < untilDate); // one that was dismissed before it began holds on no day

export const deputies = projection({
  name: "deputies",
  version: 1,
  reads: [DeputyAppointed, DeputyDismissed],
  table: deputisedUserTable,
  keys: (event) => [event.data.userId],
  project: (row, event, { key }) => ({
    userId: key,
    appointments: evolveDeputies((row?.appointments ?? []) as readonly DeputyAppointment[], event), // written here
  }),
  derives: [deputyTable],
  derive: ({ key, after }) =>
    after === undefined
      ? []
      : [clear(deputyTable, { userId: key }), ...deputyRows(after).map((row) => put(deputyTable, row))],
});
