// What a letter is to be like, decided before a word is written; and what is expected of whoever checks it. Nothing here knows
// how letters are checked.
import type { LocalDate } from "@tabel/domain";
import { plusDays } from "./dates-in-words.js";
import type { Chance } from "./people.js";

export type Subject =
  "resignation" | "nothing-asked" | "leave" | "transfer" | "withdrawal" | "pay-rise" | "certificate";
export type Ground = "own-wish" | "study" | "retirement" | "employer-breach" | "agreement" | "move-to-employer";
export type Contract = "ordinary" | "probation" | "short-fixed-term" | "head";

export interface Plot {
  readonly subject: Subject;
  readonly ground: Ground;
  /** How the end is written: “15 марта”, “с 15 марта”, or not at all. */
  readonly end: "last-day" | "from" | "nothing";
  readonly lastDay: LocalDate;
  readonly writtenOn: LocalDate;
  readonly receivedOn: LocalDate;
  readonly contract: Contract;
  readonly signed: boolean;
  /** Whose name stands in the letter: the employee's, or somebody else's. */
  readonly signer: "own" | "other";
  readonly names: { readonly position: boolean; readonly addressee: boolean; readonly date: boolean };
  readonly legible: boolean;
}

/** Days of notice by contract, as the law of the country has them: only to say which letters are short of it. */
const noticeDays: Readonly<Record<"RU" | "GB", Readonly<Record<Contract, number>>>> = {
  RU: { ordinary: 14, probation: 3, "short-fixed-term": 3, head: 31 },
  GB: { ordinary: 7, probation: 7, "short-fixed-term": 7, head: 7 },
};

const rarely = (chance: Chance, often: number): boolean => chance.datatype.boolean(often);

/** One letter in the turn of kinds: good ones, each defect by itself, and a part with several at once. */
export const plotBy = (chance: Chance, country: "RU" | "GB", kind: PlotKind, wishedOn?: LocalDate): Plot => {
  const byChance = plusDays("2026-01-12" as LocalDate, chance.number.int({ min: 0, max: 330 })); // a day of the calendar
  const receivedOn = wishedOn ?? byChance;
  const contract = chance.helpers.weightedArrayElement<Contract>([
    { value: "ordinary", weight: 7 },
    { value: "probation", weight: 1 },
    { value: "short-fixed-term", weight: 1 },
    { value: "head", weight: 1 },
  ]);
  const days = noticeDays[country][contract];
  const ahead = rarely(chance, 0.2)
    ? chance.number.int({ min: 1, max: days - 1 })
    : days + chance.number.int({ min: contract === "head" ? 1 : 0, max: 40 });
  const good: Plot = {
    subject: "resignation",
    ground: "own-wish",
    end: rarely(chance, 0.15) ? "nothing" : "last-day",
    lastDay: plusDays(receivedOn, ahead),
    writtenOn: plusDays(receivedOn, -chance.helpers.arrayElement([0, 0, 0, 1, 2, 3])),
    receivedOn,
    contract,
    signed: true,
    signer: "own",
    names: { position: true, addressee: true, date: true },
    legible: true,
  };
  const grounds: readonly Ground[] = ["study", "retirement", "employer-breach", "agreement", "move-to-employer"];
  const subjects: readonly Subject[] = ["leave", "transfer", "withdrawal", "pay-rise", "certificate"];
  const turn: Readonly<Record<PlotKind, Plot>> = {
    good,
    unsigned: { ...good, signed: false },
    "other-name": { ...good, signer: "other" },
    "nothing-asked": { ...good, subject: "nothing-asked" },
    "ambiguous-end": { ...good, end: "from" },
    "other-ground": { ...good, ground: chance.helpers.arrayElement(grounds), end: "last-day" },
    "other-subject": { ...good, subject: chance.helpers.arrayElement(subjects) },
    "no-position": { ...good, names: { ...good.names, position: false } },
    "no-addressee": { ...good, names: { ...good.names, addressee: false } },
    undated: { ...good, names: { ...good.names, date: false } },
    illegible: { ...good, legible: false },
    several: {
      ...good,
      signed: rarely(chance, 0.5),
      signer: rarely(chance, 0.5) ? "other" : "own",
      end: rarely(chance, 0.3) ? "from" : good.end,
      names: { position: rarely(chance, 0.7), addressee: rarely(chance, 0.7), date: rarely(chance, 0.7) },
    },
  };
  return turn[kind];
};

export const plotKinds = [
  "good",
  "unsigned",
  "other-name",
  "nothing-asked",
  "ambiguous-end",
  "other-ground",
  "other-subject",
  "no-position",
  "no-addressee",
  "undated",
  "illegible",
  "several",
] as const;
export type PlotKind = (typeof plotKinds)[number];

/** How often each kind comes: mostly good letters, as in life, and enough of each fault to measure it. */
export const plotWeights: Readonly<Record<PlotKind, number>> = {
  good: 34,
  unsigned: 10,
  "other-name": 8,
  "nothing-asked": 6,
  "ambiguous-end": 7,
  "other-ground": 8,
  "other-subject": 7,
  "no-position": 3,
  "no-addressee": 3,
  undated: 3,
  illegible: 4,
  several: 7,
};

export interface Expected {
  readonly outcome: "accepted-for-request" | "changes-needed" | "human-review";
  readonly defects: string[];
  readonly advisories: string[];
  readonly reviewReasons: string[];
  readonly flags: { readonly shortNotice: boolean; readonly ambiguousDate: boolean; readonly bindingDate: boolean };
}

/** What a careful person would say of it. A reason to look at it comes before anything that can be asked of the employee. */
export const expectedOf = (plot: Plot, country: "RU" | "GB"): Expected => {
  const { subject, ground, end, names } = plot;
  const asksToLeave = subject === "resignation";
  const reviewReasons = [
    ...(asksToLeave && ground !== "own-wish" ? ["other-ground"] : []),
    ...(asksToLeave || subject === "nothing-asked" ? [] : ["not-a-resignation"]),
    ...(asksToLeave && end === "from" ? ["ambiguous-date"] : []),
    ...(plot.legible ? [] : ["illegible"]),
  ];
  const defects = [
    ...(plot.signer === "own" ? [] : ["identity-mismatch"]),
    ...(subject === "nothing-asked" ? ["intent-missing"] : []),
    ...(plot.signed ? [] : ["signature-missing"]),
  ];
  const short = plusDays(plot.receivedOn, noticeDays[country][plot.contract]) > plot.lastDay;
  return {
    outcome: reviewReasons.length > 0 ? "human-review" : defects.length > 0 ? "changes-needed" : "accepted-for-request",
    defects,
    advisories: [
      ...(names.position ? [] : ["position-missing"]),
      ...(names.addressee ? [] : ["addressee-missing"]),
      ...(names.date ? [] : ["writing-date-missing"]),
    ],
    reviewReasons,
    flags: {
      shortNotice: asksToLeave && end === "last-day" && ground === "own-wish" && short,
      ambiguousDate: asksToLeave && end === "from",
      bindingDate: asksToLeave && ["study", "retirement", "employer-breach"].includes(ground),
    },
  };
};
