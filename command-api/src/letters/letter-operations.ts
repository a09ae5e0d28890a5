// The upload and the pictures as the documentation shows them.
import { type Operation, platformProblems } from "@tabel/platform";
import { z } from "zod";
import { CommandHeaders } from "../http/envelope.js";
import { CommandAnswer } from "../pipeline/answer.js";
import { commandProblems, refusalKind } from "../pipeline/command-problems.js";
import { intakeProblems } from "./intake-problems.js";
import { oneselfOrHr, uploadOfLetter } from "./letter-commands.js";
import { OfPerson, OfPicture } from "./letter-router.js";

const Binary = z.string().meta({ format: "binary" });
const problems = [refusalKind("not-permitted"), platformProblems["not-found"], platformProblems.unavailable];

export const letterOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/api/resignations/{employeeId}/letters",
    id: "uploadResignationLetter",
    summary: uploadOfLetter.says,
    description:
      `For ${oneselfOrHr.says}. The body is the file itself, up to 15 MB: PNG, JPEG, WebP, TIFF, or PDF of one page. ` +
      "The kind follows from the bytes. The receipt stands at once; the view at Location tells what was read. " +
      "The same scan again makes nothing more. A letter that is signed electronically needs no file: receive-resignation.",
    tags: ["resignations"],
    parameters: { path: OfPerson, headers: CommandHeaders },
    body: { schema: Binary, mediaType: "application/octet-stream" },
    success: {
      status: 202,
      description: "Received: the notice has started",
      schema: CommandAnswer.extend({ letterId: z.uuid(), number: z.int() }),
      headers: z.object({
        Location: z.string().meta({ example: "/api/views/resignation-letters/3c9e2a0e-8f1b-5d53-9a3e-6f0f5f5f0c11" }),
        "Tabel-Position": z.string().meta({ example: "48213" }),
      }),
    },
    problems: [
      ...uploadOfLetter.refusals.map(refusalKind),
      ...Object.values(intakeProblems),
      ...Object.values(commandProblems),
      platformProblems["too-many-requests"],
      platformProblems["body-too-large"],
      ...problems.filter(({ code }) => code !== "not-found"),
    ],
  },
  {
    method: "get",
    path: "/api/resignations/{employeeId}/{number}/letters/{letterId}/{which}",
    id: "resignationLetterPicture",
    summary: "The picture of a scanned letter, or the copy in which the check has marked what it rests on",
    description: `For ${oneselfOrHr.says}. 404 once the person is erased.`,
    tags: ["resignations"],
    parameters: { path: OfPicture },
    success: { description: "The picture", schema: Binary, mediaType: "image/png" },
    problems,
  },
];
