// The rebuild of a period in the OpenAPI document.
import { platformProblems, type Operation } from "@tabel/platform";
import { z } from "zod";
import { CommandHeaders } from "../../http/envelope.js";
import { commandProblems, refusalKind } from "../../pipeline/command-problems.js";
import { mayRebuild } from "./may-rebuild.js";
import { rebuildProblems } from "./rebuild-router.js";
import { RebuildView, StartRebuild } from "./rebuild-view.js";

const path = z.object({ id: z.uuid() });
const Location = z.object({ Location: z.string().meta({ description: "Where the rebuild is shown" }) });
const who = `For ${mayRebuild.says}.`;
const usual = [refusalKind("not-permitted"), platformProblems["not-found"], platformProblems.unavailable];

export const rebuildApiOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/api/operations/rebuilds",
    id: "rebuildPeriod",
    summary:
      "Calculates a payroll period again from its events, and tells each figure that changes with the events behind it.",
    description: `${who} Readers see the old figures until all are exchanged at once. A closed period is compared and never changed; \`postCorrections\` posts what differs into the next open one.`,
    tags: ["operations"],
    parameters: { headers: CommandHeaders },
    body: {
      schema: StartRebuild,
      examples: {
        compare: { projection: "payroll", period: "2026-10", dryRun: true },
        correct: { projection: "payroll", period: "2026-03", postCorrections: true },
      },
    },
    success: { status: 202, description: "It has begun", schema: RebuildView, headers: Location },
    problems: [
      refusalKind("not-permitted"),
      rebuildProblems["rebuild-running"],
      commandProblems["idempotency-key-invalid"],
      commandProblems["idempotency-key-reused"],
      platformProblems.unavailable,
    ],
  },
  {
    method: "get",
    path: "/api/operations/rebuilds/{id}",
    id: "rebuildProgress",
    summary: "How a rebuild goes, and its difference report; as server-sent events with `Accept: text/event-stream`.",
    description: `${who} Events are called \`progress\` and, the last one, \`ended\`; each has this document as its data.`,
    tags: ["operations"],
    parameters: { path },
    success: { description: "The rebuild", schema: RebuildView },
    problems: [...usual, platformProblems.overloaded],
  },
  {
    method: "get",
    path: "/api/operations/rebuilds/{id}/report.csv",
    id: "rebuildReport",
    summary: "The difference report as a table: a line a figure, with the events behind the person's figures.",
    description: who,
    tags: ["operations"],
    parameters: { path },
    success: { description: "`text/csv`, UTF-8: period, employee, figure, before, after, because" },
    problems: [...usual, rebuildProblems["report-not-ready"]],
  },
  {
    method: "delete",
    path: "/api/operations/rebuilds/{id}",
    id: "stopRebuild",
    summary: "Stops a running rebuild: nothing is changed.",
    description: who,
    tags: ["operations"],
    parameters: { path },
    success: { status: 202, description: "It is ending, or has ended", schema: RebuildView, headers: Location },
    problems: usual,
  },
];
