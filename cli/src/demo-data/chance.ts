// Chance that repeats: one seeded generator a subject, so that more months of history do not rename anybody.
import { en, Faker, ru } from "@faker-js/faker";

export interface Chance {
  /** Whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** True this often in a hundred. */
  percent(often: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  readonly names: { readonly russian: Faker; readonly english: Faker };
}

/** A chance of its own for a seed and a subject; subjects are numbered, never reordered. */
export const chanceOf = (seed: number, subject: number): Chance => {
  const russian = new Faker({ locale: [ru] });
  const english = new Faker({ locale: [en] });
  russian.seed([seed, subject, 1]);
  english.seed([seed, subject, 2]);
  const between = (least: number, most: number) => russian.number.int({ min: least, max: most });
  return {
    between,
    percent: (often) => between(1, 100) <= often,
    pick: (items) => russian.helpers.arrayElement(items),
    names: { russian, english },
  };
};
