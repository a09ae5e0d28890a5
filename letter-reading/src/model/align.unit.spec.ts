// Where a quote stands: exactly, with signs misread, over the end of a line; and where it was made up.
import { expect, test } from "@jest/globals";
import { align } from "./align.js";

const words = "Прошу уволить меня по собственному желанию. Последний рабочий день 20 марта 2026 г."
  .split(" ")
  .map((text) => ({ text }));
const found = (quote: string): string | undefined => {
  const place = align(quote, words);
  return place === undefined
    ? undefined
    : words
        .slice(place.from, place.to)
        .map(({ text }) => text)
        .join(" ");
};

test.each([
  ["уволить меня", "уволить меня"],
  ["УВОЛИТЬ  меня,", "уволить меня"],
  ["по сабственному желонию", "по собственному желанию."],
  ["20 марта 2026 г.", "20 марта 2026 г."],
])("%s", (quote, there) => expect(found(quote)).toBe(there));

test.each(["30 апреля 2027 г.", "в связи с выходом на пенсию", "approved", "г.", "", "а".repeat(601)])(
  "%s stands nowhere",
  (quote) => expect(found(quote)).toBeUndefined(),
);
