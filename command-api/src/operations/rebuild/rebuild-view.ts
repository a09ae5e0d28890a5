// A rebuild as it is shown over HTTP, and what is sent to begin one.
import { Period, UnitId } from "@tabel/domain";
import { z } from "zod";
import type { RebuildOperation } from "./rebuild-operations.js";

export const StartRebuild = z
  .strictObject({
    projection: z.literal("payroll"),
    period: Period,
    unitId: UnitId.optional().meta({ description: "The unit and all below it; everybody where it is left out" }),
    dryRun: z.boolean().default(false).meta({ description: "Only compares: nothing is changed" }),
    postCorrections: z.boolean().default(false).meta({
      description: "Of a closed period: posts what differs from what was posted for it, a correction a person",
    }),
  })
  .refine(({ dryRun, postCorrections }) => !(dryRun && postCorrections), {
    path: ["postCorrections"],
    message: "A dry run posts nothing: leave one of the two out.",
  })
  .meta({ description: "What to calculate again from its events" });

const Value = z.union([z.string(), z.number(), z.boolean()]).nullable();
const Because = z.object({
  position: z.string().meta({ description: "In the log", example: "48213" }),
  type: z.string().meta({ example: "AbsenceApproved" }),
  stream: z.string().meta({ example: "absence-e00017" }),
  recordedAt: z.string(),
});

export const RebuildView = z.object({
  id: z.uuid(),
  state: z
    .enum([
      "running",
      "same",
      "exchanged",
      "dry-run",
      "closed",
      "corrected",
      "stopped",
      "not-open",
      "no-such-unit",
      "failed",
    ])
    .meta({
      description:
        "`same`: every figure was right. `exchanged`: readers see the calculated figures. `closed`: the period is closed and " +
        "stays as it is; the differences are told. `corrected`: of these, `posted` were posted into the next open period. `not-open`, `no-such-unit`, `stopped`, `failed`: nothing was changed.",
    }),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  progress: z.object({
    phase: z.enum(["reading", "calculating", "exchanging", "posting"]),
    events: z.int(),
    rows: z.int(),
    done: z.int().meta({ description: "People whose figures are calculated" }),
    total: z.int(),
    eventsPerSecond: z.int(),
    secondsLeft: z.int().nullable().meta({ description: "Null while it cannot be told" }),
  }),
  result: z
    .object({
      period: z.string().meta({ example: "2026-10" }),
      unitId: z.string().nullable(),
      position: z.string().meta({ description: "The log up to here was taken into account" }),
      employees: z.int(),
      events: z.int(),
      rows: z.int(),
      differing: z.int().meta({ description: "People with a figure that differs" }),
      posted: z.int().meta({ description: "People of a closed period for whom a correction was posted" }),
      differences: z
        .array(
          z.object({
            employeeId: z.string(),
            changes: z.array(
              z.object({
                figure: z.string().meta({ example: "hours / workedMinutes" }),
                before: Value,
                after: Value,
              }),
            ),
            because: z.array(Because),
          }),
        )
        .meta({ description: "The first thousand people, by personnel number" }),
    })
    .nullable(),
  failure: z.string().nullable(),
});
export type RebuildView = z.output<typeof RebuildView>;

/** How fast it goes, and how long it will take, told from how far it came. */
const pace = ({ startedAt, endedAt, progress }: RebuildOperation, now: Date) => {
  const seconds = Math.max(
    0.001,
    ((endedAt === null ? now : new Date(endedAt)).getTime() - Date.parse(startedAt)) / 1_000,
  );
  const { done, total, events } = progress;
  return {
    eventsPerSecond: Math.round(events / seconds),
    secondsLeft: endedAt !== null ? 0 : done === 0 ? null : Math.ceil((seconds / done) * (total - done)),
  };
};

export const rebuildView = (operation: RebuildOperation, now: Date): RebuildView => {
  const { id, state, startedAt, endedAt, progress, result, failure } = operation;
  if (result === null)
    return { id, state, startedAt, endedAt, progress: { ...progress, ...pace(operation, now) }, result, failure };
  const { outcome: _, differences, ...figures } = result;
  return {
    id,
    state,
    startedAt,
    endedAt,
    progress: { ...progress, ...pace(operation, now) },
    result: {
      ...figures,
      differences: differences.map(({ employeeId, changes, because }) => ({
        employeeId,
        changes: changes.map((change) => ({ ...change })),
        because: because.map((each) => ({ ...each })),
      })),
    },
    failure,
  };
};
