// What a system of electronic sick notes tells: one was opened, the next one extends it, it is closed.
import { z } from "zod";
import { CommandDay, commandContract, Employee } from "./command-contract.js";

const Certificate = z
  .string()
  .regex(/^[0-9A-Z-]{1,30}$/)
  .describe("The number of the note");
const SickLeave = z.string().min(1).max(64).describe("The requestId that the reply to its opening has said");

export const openSickLeaveCommand = commandContract({
  name: "open-sick-leave",
  version: 1,
  about: "Opens a sick leave by its note; an approved leave gives its days to it. The reply's ids say its requestId.",
  data: z.strictObject({
    employeeId: Employee,
    kind: z.string().min(2).max(64).default("sick-leave").describe("A kind of absence that a note enters, as at /docs"),
    certificate: Certificate,
    from: CommandDay,
    to: CommandDay,
  }),
  example: {
    employeeId: "e00017",
    kind: "sick-leave",
    certificate: "910123456789",
    from: "2026-07-08",
    to: "2026-07-14",
  },
});

export const extendSickLeaveCommand = commandContract({
  name: "extend-sick-leave",
  version: 1,
  about: "Extends an open sick leave by the next note.",
  data: z.strictObject({ employeeId: Employee, requestId: SickLeave, certificate: Certificate, to: CommandDay }),
  example: {
    employeeId: "e00017",
    requestId: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11",
    certificate: "910123456790",
    to: "2026-07-20",
  },
});

export const closeSickLeaveCommand = commandContract({
  name: "close-sick-leave",
  version: 1,
  about: "Closes a sick leave with its last day.",
  data: z.strictObject({ employeeId: Employee, requestId: SickLeave, to: CommandDay }),
  example: { employeeId: "e00017", requestId: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11", to: "2026-07-17" },
});
