// The generator: the same seed makes the same letters, labels say what stands on the paper, and every kind and damage comes up.
import { expect, test } from "@jest/globals";
import { LetterLabel } from "../labels.js";
import { damagesBy } from "./damage.js";
import { generateLetter } from "./generate-letters.js";
import { chanceOf, employerBy, personBy, workBy } from "./people.js";
import { expectedOf, plotBy, plotKinds } from "./plot.js";
import { writeEnglish } from "./write-english.js";
import { writeRussian } from "./write-russian.js";

test("the same seed makes the same letter, picture and label", async () => {
  const [first, again, other] = [await generateLetter(7, 4), await generateLetter(7, 4), await generateLetter(8, 4)];
  expect(first.picture.equals(again.picture)).toBe(true);
  expect(again.label).toEqual(first.label);
  expect(other.picture.equals(first.picture)).toBe(false);
  expect(LetterLabel.parse(first.label)).toEqual(first.label);
});

test.each(["ru", "en"] as const)("each quote stands in the letter as it is written (%s)", (language) => {
  for (let number = 0; number < 300; number += 1) {
    const chance = chanceOf(3, number, language);
    const kind = plotKinds[number % plotKinds.length] ?? "good";
    const plot = plotBy(chance, language === "ru" ? "RU" : "GB", kind);
    const person = () => personBy(chance, language, "f");
    const work = workBy(chance, language);
    const cast = { writer: person(), head: person(), work, employer: employerBy(chance, language) };
    const { blocks, truth } = (language === "ru" ? writeRussian : writeEnglish)(chance, plot, cast);
    const text = JSON.stringify(blocks).replaceAll(/","|[[\]{}"]/g, " ");
    for (const [name, said] of Object.entries(truth))
      if (said !== null) expect([name, text]).toEqual([name, expect.stringContaining(said.quote)]);
    expect(truth.intent === null).toBe(plot.subject !== "resignation");
    expect(truth.lastDay === null).toBe(plot.end !== "last-day" || plot.subject !== "resignation");
  }
});

test("what is expected follows from the plot: a reason for a person comes before a question to the employee", () => {
  const plotOf = (kind: (typeof plotKinds)[number]) => plotBy(chanceOf(1, 1, "ru"), "RU", kind);
  const outcome = (kind: (typeof plotKinds)[number]) => expectedOf(plotOf(kind), "RU").outcome;
  expect(outcome("good")).toBe("accepted-for-request");
  expect([outcome("unsigned"), outcome("other-name"), outcome("nothing-asked")]).toEqual(
    Array(3).fill("changes-needed"),
  );
  expect([outcome("ambiguous-end"), outcome("other-ground"), outcome("other-subject"), outcome("illegible")]).toEqual(
    Array(4).fill("human-review"),
  );
  expect(outcome("undated")).toBe("accepted-for-request");
  expect(expectedOf({ ...plotOf("unsigned"), end: "from" }, "RU")).toMatchObject({
    outcome: "human-review",
    defects: ["signature-missing"],
    reviewReasons: ["ambiguous-date"],
  });
});

test("every kind of letter and every damage comes up", () => {
  const seen = new Set<string>();
  for (let number = 0; number < 200; number += 1)
    for (const each of damagesBy(chanceOf(5, number, "ru"))) seen.add(each);
  expect(seen.size).toBe(8);
});
