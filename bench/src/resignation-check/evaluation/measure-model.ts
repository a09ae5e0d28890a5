// Figures of the check beside a model: those of the whole check, and what the model itself said that stands in the letter, how often it
// did not read, and what it took.
import type { ModelAsked, SecondReading } from "@tabel/domain";
import { fields, type FieldName } from "../labels.js";
import { shareOf, type Share } from "./bounds.js";
import type { Judged } from "./judge.js";
import { type FieldFigures, fieldFigures, type Figures, measure } from "./measure.js";
import type { EvaluatedModel } from "./models.js";

export interface JudgedBeside extends Judged {
  readonly asked: readonly ModelAsked[];
  /** What the model said and stands in the letter, and how many fields did not. */
  readonly fields: SecondReading["fields"];
  readonly dropped: number;
  readonly secondReadingMissing: boolean;
}

/** Names of the protocol's fields, where they are other than the label's. */
const asked = (name: FieldName): string => (name === "fromName" ? "writer" : name);

export interface ModelFigures extends Figures {
  readonly model: string;
  readonly sees: "vision" | "text";
  /** Of the model alone, after grounding; it calls nothing absent. */
  readonly grounded: Readonly<Record<FieldName, Pick<FieldFigures, "precision" | "recall">>>;
  /** Of the fields it gave, those that do not stand in the letter or do not follow from it. */
  readonly dropped: Share;
  /** Letters that it did not read, and that went to a person for it. */
  readonly notRead: Share;
  /** Letters that came out otherwise than with print reading alone. */
  readonly changed: Share;
  readonly failures: Readonly<Record<string, number>>;
  readonly askings: number;
  readonly tokens: { readonly in: number; readonly out: number };
  /** Minor units of money. */
  readonly cost: number;
  readonly milliseconds: { readonly all: number; readonly middle: number; readonly most: number };
}

export const measureModel = (
  { name, sees }: EvaluatedModel,
  all: readonly JudgedBeside[],
  print: readonly Judged[],
): ModelFigures => {
  const askings = all.flatMap((each) => each.asked);
  const sum = (of: (asking: ModelAsked) => number): number => askings.reduce((total, each) => total + of(each), 0);
  const failures: Record<string, number> = {};
  for (const { failure } of askings) if (failure !== null) failures[failure] = (failures[failure] ?? 0) + 1;
  const times = askings.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const dropped = all.reduce((total, each) => total + each.dropped, 0);
  const kept = all.reduce((total, each) => total + each.fields.length, 0);
  const groundedOf = (field: FieldName) => {
    const { precision, recall } = fieldFigures(field, all, (each) => {
      const said = each.fields.find((one) => one.field === asked(field));
      return said === undefined ? "unsure" : { value: said.value };
    });
    return [field, { precision, recall }] as const;
  };
  return {
    ...measure(all),
    model: name,
    sees,
    grounded: Object.fromEntries(fields.map(groundedOf)) as ModelFigures["grounded"], // all keys
    dropped: shareOf(dropped, dropped + kept),
    notRead: shareOf(all.filter((each) => each.secondReadingMissing).length, all.length),
    changed: shareOf(
      all.filter(({ verdict }, at) => verdict.outcome !== print[at]?.verdict.outcome).length,
      all.length,
    ),
    failures,
    askings: askings.length,
    tokens: { in: sum(({ tokensIn }) => tokensIn), out: sum(({ tokensOut }) => tokensOut) },
    cost: sum(({ cost }) => cost),
    milliseconds: {
      all: sum(({ milliseconds }) => milliseconds),
      middle: times[Math.floor(times.length / 2)] ?? 0,
      most: times.at(-1) ?? 0,
    },
  };
};
