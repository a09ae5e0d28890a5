// Which periods were opened, and how far each is.
import { PeriodCalculated, PeriodClosed, PeriodOpened } from "@tabel/domain";
import { payrollPeriodTable } from "@tabel/read-models";
import { projection } from "../engine/projection.js";

export const payrollPeriods = projection({
  name: "payroll-periods",
  version: 2,
  reads: [PeriodOpened, PeriodCalculated, PeriodClosed],
  table: payrollPeriodTable,
  keys: (event) => [event.data.period],
  project: (row, { type, data: { period }, recordedAt }) => {
    if (type === "PeriodOpened")
      return row ?? { period, status: "open", openedAt: recordedAt, calculatedAt: null, closedAt: null };
    if (row === undefined) throw new Error("a period that was never opened");
    return type === "PeriodCalculated"
      ? { ...row, status: "calculated", calculatedAt: recordedAt }
      : { ...row, status: "closed", closedAt: recordedAt };
  },
});
