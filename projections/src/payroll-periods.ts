// Which periods were opened.
import { PeriodOpened } from "@tabel/domain";
import { payrollPeriodTable } from "@tabel/read-models";
import { journal } from "./engine/projection.js";

export const payrollPeriods = journal({
  name: "payroll-periods",
  version: 1,
  reads: [PeriodOpened],
  table: payrollPeriodTable,
  entries: (event) => [{ period: event.data.period, openedAt: event.recordedAt }],
});
