// What a person at the terminal sees of processes: how they stand, what waits for a person, the story of an instance.
import type { DeadLetter, FactInStory, IntentInStory, ProcessStanding, Story } from "@tabel/process-managers";
import { duration, some, table } from "./figures.js";

const remark = ({ version, liveVersion, waiting, oldestSeconds, dead, parked, timersDue }: ProcessStanding): string =>
  [
    ...(liveVersion === null ? ["never ran"] : []),
    ...(liveVersion !== null && liveVersion !== version ? [`this program knows version ${version}`] : []),
    ...(waiting > 0 ? [`the oldest intent waits for ${duration(oldestSeconds)}`] : []),
    ...(dead > 0 ? [some(dead, "dead letter")] : []),
    ...(parked > 0 ? [some(parked, "parked fact")] : []),
    ...(timersDue > 0 ? [`${some(timersDue, "timer")} due`] : []),
  ].join("; ");

export const processTable = (standing: readonly ProcessStanding[]): string =>
  table([
    ["process", "version", "position", "instances", "waiting", "timers", ""],
    ...standing.map((each) => [
      each.process,
      String(each.liveVersion ?? "–"),
      String(each.position ?? "–"),
      String(each.instances),
      String(each.waiting),
      String(each.timers),
      remark(each),
    ]),
  ]);

const behindIt = ({ behind }: DeadLetter): string => (behind === 0 ? "" : `; ${some(behind, "fact")} behind it`);

export const deadLetterTable = (letters: readonly DeadLetter[]): string =>
  letters.length === 0
    ? "Nothing waits for a person.\n"
    : table([
        ["id", "process", "instance", "what", "why"],
        ...letters.map((letter) => [
          letter.id,
          letter.process,
          letter.instance,
          `${letter.is} ${letter.what}`,
          `${letter.error ?? "unknown"} (${some(letter.attempts, "attempt")})${behindIt(letter)}`,
        ]),
      ]);

const touched = ({ touchedBy, touchedAt }: FactInStory | IntentInStory): string =>
  touchedBy === null ? "" : `; by ${touchedBy} at ${touchedAt}`;

const intentLine = (intent: IntentInStory): string => {
  const { does, key, status, attempts, endedAt, told, error, body } = intent;
  const tried = attempts > 1 ? `, ${attempts} attempts` : "";
  const outcome = told === null ? "" : ` ${JSON.stringify(told)}`;
  const why = error === null ? "" : ` (${error})`;
  return `    ${does} ${key}: ${status}${endedAt === null ? "" : ` ${endedAt}`}${tried}${outcome}${why}${touched(intent)}\n      ${JSON.stringify(body)}\n`;
};

const factLines = (fact: FactInStory): string => {
  const { at, kind, what, position, factId, status, error, intents } = fact;
  const place = position === null ? "" : ` at position ${position}`;
  const stood = status === "taken" ? "" : `  ${status}${error === null ? "" : ` (${error})`}`;
  return `${at}  ${kind} ${what}${place}  ${factId}${stood}${touched(fact)}\n${intents.map(intentLine).join("")}`;
};

export const storyText = ({ process, instance, state, facts, timers, more }: Story): string =>
  [
    `${process}\n${instance}: ${state === null ? "no state is kept; it is over" : JSON.stringify(state)}\n\n`,
    ...(more ? ["… earlier facts are not shown\n"] : []),
    ...(facts.length === 0 ? ["It has seen no fact since the process began to work.\n"] : facts.map(factLines)),
    ...timers.map(({ key, dueAt }) => `waits for ${key}, due ${dueAt}\n`),
  ].join("");
