// What a run of the model test may do, as data: fast-check makes the steps and, when a run fails, makes them fewer.
import fc from "fast-check";

export type StepExpected = "any" | "no_stream" | "stream_exists" | "current" | "behind" | "ahead";

export interface AppendStep {
  readonly kind: "append";
  readonly stream: number;
  readonly expected: StepExpected;
  readonly count: number;
  readonly call: "Append" | "BatchAppend";
}

export type Step =
  | AppendStep
  /** One of the appends so far once more, word for word. */
  | { readonly kind: "repeat"; readonly which: number }
  /** The beginning of one of the appends so far with new events behind it. */
  | { readonly kind: "repeat in part"; readonly which: number }
  /** Appends to different streams, all at once. */
  | { readonly kind: "together"; readonly appends: readonly AppendStep[] }
  | { readonly kind: "delete" | "tombstone"; readonly stream: number; readonly expected: StepExpected }
  | { readonly kind: "metadata"; readonly stream: number; readonly maxCount?: number; readonly truncateBefore?: number }
  | {
      readonly kind: "read";
      readonly stream: number;
      readonly backwards: boolean;
      readonly from: number | undefined;
      readonly count: number;
    }
  | { readonly kind: "subscribe"; readonly stream: number | "all" }
  | { readonly kind: "restart" };

const STREAMS = 4;
const stream = fc.nat({ max: STREAMS - 1 });
const expected = fc.constantFrom<StepExpected>(
  "any",
  "no_stream",
  "stream_exists",
  "current",
  "current",
  "behind",
  "ahead",
);
const append: fc.Arbitrary<AppendStep> = fc.record({
  kind: fc.constant("append"),
  stream,
  expected,
  count: fc.integer({ min: 1, max: 3 }),
  call: fc.constantFrom("Append", "BatchAppend"),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: append },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("repeat"), which: fc.nat({ max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("repeat in part"), which: fc.nat({ max: 20 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("together"),
      appends: fc.uniqueArray(append, { selector: ({ stream }) => stream, minLength: 2, maxLength: STREAMS }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("delete"), stream, expected }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("tombstone"), stream, expected }) },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        kind: fc.constant("metadata"),
        stream,
        maxCount: fc.integer({ min: 1, max: 5 }),
        truncateBefore: fc.nat({ max: 6 }),
      },
      { requiredKeys: ["kind", "stream"] },
    ),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("read"),
      stream,
      backwards: fc.boolean(),
      from: fc.option(fc.nat({ max: 8 }), { nil: undefined }),
      count: fc.integer({ min: 1, max: 10 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("subscribe"), stream: fc.oneof(stream, fc.constant("all" as const)) }),
  },
);

/** One run in so many restarts the server between two of its steps. */
const RESTARTING_RUNS = 20;

export const run: fc.Arbitrary<readonly Step[]> = fc
  .tuple(fc.array(step, { minLength: 1, maxLength: 30, size: "max" }), fc.nat({ max: RESTARTING_RUNS - 1 }))
  .map(([steps, chance]) => (chance === 1 ? [...steps.slice(0, 8), { kind: "restart" }, ...steps.slice(8)] : steps));
