// What a person at the terminal sees of projections: how they stand, how a rebuild goes, what a comparison found.
import {
  type Difference,
  FrozenRowsDiffer,
  type ProjectionStanding,
  type RebuildOutcome,
  type RebuildProgress,
  type Redriven,
  type Verdict,
} from "@tabel/projections";
import type { ParkedEventRow } from "@tabel/read-models";
import { duration, some, table, whole } from "./figures.js";
import { progressReport, type ProgressReport } from "./progress.js";

const remark = ({ version, liveVersion, rebuiltTo, parked }: ProjectionStanding): string =>
  [
    ...(liveVersion === null ? ["no rows yet"] : []),
    ...(liveVersion !== null && liveVersion !== version ? [`this program knows version ${version}`] : []),
    ...(parked > 0 ? [some(parked, "parked event")] : []),
    ...(rebuiltTo === null ? [] : [`rebuilt up to ${rebuiltTo}`]),
  ].join("; ");

export const standingTable = (standing: readonly ProjectionStanding[]): string =>
  table([
    ["projection", "version", "position", "last event", ""],
    ...standing.map((each) => [
      each.projection,
      String(each.liveVersion ?? "–"),
      String(each.position ?? "–"),
      each.recordedAt ?? "–",
      remark(each),
    ]),
  ]);

export const parkedTable = (parked: readonly ParkedEventRow[]): string =>
  parked.length === 0
    ? "Nothing is parked.\n"
    : table([
        ["projection", "position", "stream", "type", "key", "why"],
        ...parked.map(({ projection, position, stream, type, key, behind, attempts, errorClass, errorMessage }) => [
          projection,
          String(position),
          stream,
          type,
          key,
          behind === null ? `${errorClass}: ${errorMessage} (${attempts} attempts)` : `waits behind ${behind}`,
        ]),
      ]);

export const redriveSentence = (name: string, { tried, parked }: Redriven): string => {
  if (tried === 0) return `Nothing of ${name} is parked.`;
  const were = tried === 1 ? "was" : "were";
  if (parked === 0) return `${some(tried, "event")} of ${name} ${were} taken in; nothing is parked any more.`;
  return `${some(tried, "event")} of ${name} ${were} tried again; ${whole.format(parked)} of them stay parked (tabel projections parked ${name}).`;
};

const phases = { filling: "Filling", completing: "Indexing", exchanging: "Exchanging" } as const;

/** Position is no count of events, but grows with it: good enough to say how far it is. */
const share = ({ position, target }: RebuildProgress): number =>
  target <= 0n ? 1 : Math.min(1, Math.max(0, Number(position) / Number(target)));

/** Events, rows, how fast, and how long it will take still. */
export const progressLine = (progress: RebuildProgress, begun: number, secondsSince: number): string => {
  const { events, rows } = progress;
  const rate = secondsSince > 0 ? Math.round(events / secondsSince) : 0;
  const done = share(progress) - begun;
  const left = done > 0.01 ? `, about ${duration((secondsSince * (1 - share(progress))) / done)} left` : "";
  return `${whole.format(events)} events, ${whole.format(rows)} rows, ${whole.format(rate)} events/s${left}`;
};

export const rebuildReport = (stream: NodeJS.WriteStream): ProgressReport<RebuildProgress> => {
  const began = performance.now();
  let begun: number | undefined;
  return progressReport(stream, (progress) => {
    begun ??= progress.phase === "filling" ? share(progress) : 0;
    const line = progressLine(progress, begun, (performance.now() - began) / 1_000);
    return { phase: phases[progress.phase], share: share(progress), line };
  });
};

/** What to do where a closed period would change, before the same is tried again. */
export const closedStays = (again: "rebuild" | "redrive"): string[] => [
  "Figures of closed periods stay as people were paid by them. Compare each: npx tabel rebuild payroll --period MONTH",
  `then post what differs (--post-corrections --by ACCOUNTANT), or, where nobody was paid by it, ${again} with --change-closed.`,
];

/** What became of a rebuild, one sentence a line. */
export const outcomeSentences = ({ exchanged, failed, busy, stopped }: RebuildOutcome, seconds: number): string[] => [
  ...(exchanged.length > 0 ? [`Rebuilt in ${duration(seconds)}: ${exchanged.join(", ")}.`] : []),
  ...failed.map(({ error }) => `Failed, the old tables stand: ${error.message}.`),
  ...(failed.some(({ error }) => error instanceof FrozenRowsDiffer) ? closedStays("rebuild") : []),
  ...busy.map((name) => `${name} is being rebuilt by another process; look at it with: tabel projections list`),
  ...(stopped.length > 0
    ? [
        `Stopped; what was filled so far is kept. Go on with: npx tabel projections rebuild ${stopped.join(" ")}`,
        `or throw it away with: npx tabel projections discard ${stopped.join(" ")}`,
      ]
    : []),
];

const keyOf = ({ key }: Difference): string =>
  Object.entries(key)
    .map(([column, value]) => `${column} ${value}`)
    .join(", ");

const differenceLines = (difference: Difference): string[] => {
  const row = `${difference.table}, ${keyOf(difference)}`;
  if (difference.is === "extra") return [`  ${row}: stands in the views, and no event has made it`];
  if (difference.is === "missing") return [`  ${row}: follows from the events, and is missing in the views`];
  return [
    `  ${row}:`,
    ...difference.columns.map(
      ({ column, stands, follows }) =>
        `    ${column}: ${stands} stands in the views, ${follows} follows from the events`,
    ),
  ];
};

export const verdictLines = (verdict: Verdict): string => {
  const { projection } = verdict;
  switch (verdict.is) {
    case "sound":
      return `${projection}: ${some(verdict.rows, "row")} at position ${verdict.position}, as the events say.\n`;
    case "unknown":
      return `${projection}: not compared, ${verdict.why}.\n`;
    case "different":
      return `${projection} differs at position ${verdict.position}; the first row:\n${differenceLines(verdict.difference).join("\n")}\n`;
  }
};
