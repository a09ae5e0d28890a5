// What an imported fact may lead to. It happened in another system, which told whom it concerned and did what followed: nobody is
// told of it here, no command follows unless the process names it, and no timer is set for a day that was over when it came in.
// What is to come is waited for as ever.
import { localDateAt } from "@tabel/domain";
import type { Fact } from "./fact.js";
import type { Intent } from "./intent.js";

export const afterImport = (
  intents: readonly Intent[],
  fact: Fact,
  commands: readonly string[] = [],
): readonly Intent[] => {
  if (fact.is !== "event" || fact.imported !== true) return intents;
  return intents.filter((intent) => {
    switch (intent.do) {
      case "notify":
      case "work":
        return false;
      case "command":
        return commands.includes(intent.command);
      case "wait":
        return intent.at.date >= localDateAt(fact.recordedAt, intent.at.zone);
      case "stop-waiting":
        return true;
    }
  });
};
