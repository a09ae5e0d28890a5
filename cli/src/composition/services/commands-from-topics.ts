// Commands of other systems over Kafka, beside the command side that carries them out; nothing where no file allows any.
import type { AccountDoor } from "@tabel/command-api";
import { checkOfTaker, commandCounter } from "@tabel/integration";
import { takeFromOthers } from "../integration.js";
import type { Parts } from "../parts.js";
import type { Service, Start } from "../service.js";

export const startCommandsFromTopics = (
  { configuration, log, shutdown }: Start,
  parts: Parts,
  door: AccountDoor,
): Service => {
  let count: ReturnType<typeof commandCounter> = () => undefined;
  const taker = takeFromOthers(configuration, parts, door, log, (source, outcome) => count(source, outcome));
  if (taker === undefined) return {};
  shutdown.add("commands of others", 3_000, () => taker.stop());
  return {
    checks: { "commands of others": checkOfTaker(taker) },
    observe: (metrics) => void (count = commandCounter(metrics)),
  };
};
