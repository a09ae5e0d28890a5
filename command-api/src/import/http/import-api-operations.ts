// The import in the OpenAPI document.
import { platformProblems, type Operation } from "@tabel/platform";
import { z } from "zod";
import { CommandHeaders } from "../../http/envelope.js";
import { commandProblems, refusalKind } from "../../pipeline/command-problems.js";
import { importProblems, mayImport } from "./import-router.js";
import { ImportOrganisation, ImportView } from "./import-view.js";

const path = z.object({ id: z.uuid() });
const Location = z.object({ Location: z.string().meta({ description: "Where the import is shown" }) });
const who = `For ${mayImport.says}.`;

export const importOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/api/commands/import-organisation",
    id: "importOrganisation",
    summary: "Brings an organisation in from CSV files; twice adds nothing.",
    description: `${who} Roles (roles.csv) only by administrators. One import runs at a time. Up to 64 MB of JSON.`,
    tags: ["commands"],
    parameters: { headers: CommandHeaders },
    body: {
      schema: ImportOrganisation,
      examples: {
        example: {
          files: { "units.csv": "unit_id,name,parent_id,established_on\nu1,Bank,,1994-03-01\n" },
          skipFaulty: false,
        },
      },
    },
    success: { status: 202, description: "It has begun", schema: ImportView, headers: Location },
    problems: [
      refusalKind("not-permitted"),
      importProblems["import-running"],
      commandProblems["idempotency-key-invalid"],
      commandProblems["idempotency-key-reused"],
      platformProblems.unavailable,
    ],
  },
  {
    method: "get",
    path: "/api/operations/imports/{id}",
    id: "importProgress",
    summary: "How an import goes, its faults and its result.",
    description: who,
    tags: ["operations"],
    parameters: { path },
    success: { description: "The import", schema: ImportView },
    problems: [refusalKind("not-permitted"), platformProblems["not-found"], platformProblems.unavailable],
  },
  {
    method: "delete",
    path: "/api/operations/imports/{id}",
    id: "stopImport",
    summary: "Stops a running import after what is under way; the same import again goes on from there.",
    description: who,
    tags: ["operations"],
    parameters: { path },
    success: { status: 202, description: "It is ending, or has ended", schema: ImportView, headers: Location },
    problems: [refusalKind("not-permitted"), platformProblems["not-found"], platformProblems.unavailable],
  },
];
