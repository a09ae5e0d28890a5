// The command by which the read side records who looked at somebody's data. No person can give it.
import { readings, readingsStream, RecordReading, recordReading } from "@tabel/domain";
import { command, noFacts } from "../../pipeline/command-row.js";
import { theProcess } from "../../rights/rights.js";

export const readingCommands = [
  command({
    name: "record-reading",
    says: "Records that somebody looked at people's history, pay or scan.",
    schema: RecordReading,
    example: { userIds: ["e00017"], what: "history", readBy: "e00003" },
    may: theProcess("when-personal-data-are-read-then-record"),
    stream: ({ readBy }) => readingsStream(readBy),
    aggregate: readings,
    facts: noFacts,
    decide: recordReading,
    refusals: [],
  }),
];
