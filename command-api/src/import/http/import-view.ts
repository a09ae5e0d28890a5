// An import as it is shown over HTTP, and what is sent to begin one.
import { z } from "zod";
import type { ImportOperation } from "./import-operations.js";
import { fileNames } from "../files/organisation-files.js";

const MOST_FILES = 20;

export const ImportOrganisation = z
  .strictObject({
    files: z
      .record(z.string().max(100), z.string())
      .refine((files) => Object.keys(files).length <= MOST_FILES, `must be ${MOST_FILES} files at most`)
      .meta({ description: `Contents by file name: ${fileNames.join(", ")}. See docs/import.md.` }),
    skipFaulty: z.boolean().default(false).meta({
      description: "Leave out faulty rows and whatever stands on them, each reported, and import the rest.",
    }),
  })
  .meta({ description: "The files of an organisation" });

const Fault = z.object({
  file: z.string().meta({ example: "employees.csv" }),
  line: z.int().nullable().meta({ description: "As an editor counts; null for the whole file", example: 17 }),
  column: z.string().nullable().meta({ example: "hired_on" }),
  code: z.string().meta({ description: "Stable", example: "date-wrong" }),
  found: z.string().meta({ example: "31.02.2026" }),
  right: z.string().meta({ description: "What would be right", example: "write a day that exists, as 2026-02-28" }),
});

export const ImportView = z.object({
  id: z.uuid(),
  state: z.enum(["running", "imported", "nothing-new", "faulty", "stopped", "failed"]).meta({
    description:
      "`faulty`: nothing was written. `nothing-new`: all of it was there. `stopped`, `failed`: what was written stands; the same import again goes on from there.",
  }),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  progress: z.object({
    phase: z.enum(["reading", "checking", "writing"]),
    done: z.int(),
    total: z.int(),
    rate: z.int().meta({ description: "Streams a second" }),
  }),
  faults: z
    .object({ total: z.int(), listed: z.array(Fault) })
    .nullable()
    .meta({ description: "Once it has ended; the first thousand are listed" }),
  found: z.record(z.string(), z.int()).nullable().meta({ description: "What the files hold, by kind" }),
  written: z
    .object({ streams: z.int(), events: z.int(), position: z.string().nullable() })
    .nullable()
    .meta({ description: "Ask a view with `?after=<position>` to see it" }),
  failure: z.string().nullable(),
});
export type ImportView = z.output<typeof ImportView>;

export const viewOf = (operation: ImportOperation): ImportView => {
  const { id, state, startedAt, endedAt, progress, result, failure } = operation;
  const written = result && { ...result.written, position: result.written.position?.toString() ?? null };
  return {
    id,
    state,
    startedAt,
    endedAt,
    progress: { ...progress },
    faults: result && { total: result.faults.total, listed: [...result.faults.listed] },
    found: result && { ...result.found },
    written: written && { streams: written.streams, events: written.events, position: written.position },
    failure,
  };
};
