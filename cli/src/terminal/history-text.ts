// A person's history at the terminal: a sentence an event, under it who did it, what it followed from and the balances after it.
import { amountIn, dateIn, type Language } from "@tabel/domain";
import type { ReplayedEntry } from "@tabel/query-api";

const texts = {
  ru: { for: "за", because: "следует из", balance: "остаток", by: "кто" },
  en: { for: "for", because: "follows from", balance: "balance", by: "by" },
} as const;

const balanceText = ({ ledger, unit, balance }: ReplayedEntry["balances"][number], language: Language): string =>
  `${ledger} ${amountIn(language, unit === "days" ? Math.round(balance * 100) : balance, unit === "minutes")}`;

/** Four blanks a fact that lies before it. */
export const entryText = (entry: ReplayedEntry, language: Language, depth = entry.depth): string => {
  const words = texts[language];
  const indent = "    ".repeat(depth);
  const [date = "", time = ""] = entry.recordedAt.split(/[T.]/);
  const who = [
    `${words.by}: ${entry.actor}`,
    ...(entry.onBehalfOf === null ? [] : [`${words.for} ${entry.onBehalfOf}`]),
    `${entry.stream}@${entry.revision}`,
    ...(entry.causedBy === null ? [] : [`${words.because} ${entry.causedBy.type} #${entry.causedBy.position}`]),
  ].join(" · ");
  const balances = entry.balances.map((each) => balanceText(each, language)).join("; ");
  const lines = [
    `${dateIn(language, date)} ${time} UTC  #${entry.position}  ${entry.sentence}`,
    `    ${who}`,
    ...(balances === "" ? [] : [`    ${words.balance}: ${balances}`]),
  ];
  return lines.map((line) => `${indent}${line}\n`).join("");
};

/** Entries in the order of the log, each under the one that it followed from where that is among them. */
export const treeText = (entries: readonly ReplayedEntry[], language: Language): string => {
  const there = new Set(entries.map(({ eventId }) => eventId));
  const roots: ReplayedEntry[] = [];
  const followers = new Map<string, ReplayedEntry[]>();
  for (const entry of entries) {
    const cause = entry.causedBy?.eventId;
    if (cause === undefined || !there.has(cause)) roots.push(entry);
    else followers.set(cause, [...(followers.get(cause) ?? []), entry]);
  }
  const tell = (entry: ReplayedEntry, depth: number): string =>
    entryText(entry, language, depth) +
    (followers.get(entry.eventId) ?? []).map((each) => tell(each, depth + 1)).join("");
  return roots.map((root) => tell(root, 0)).join("");
};
