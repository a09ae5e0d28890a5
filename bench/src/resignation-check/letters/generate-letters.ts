// Makes labelled letters from a seed: the plot first, then the words, then the sheet. Labels follow from the plot alone.
import type { Canvas } from "@napi-rs/canvas";
import type { LocalDate } from "@tabel/domain";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LetterLabel } from "../labels.js";
import { damaged, damagesBy } from "./damage.js";
import { plusDays } from "./dates-in-words.js";
import { drawLetter } from "./draw.js";
import { chanceOf, employerBy, fullName, personBy, workBy } from "./people.js";
import { expectedOf, plotBy, plotKinds, plotWeights, type PlotKind } from "./plot.js";
import { writeEnglish } from "./write-english.js";
import { writeRussian, type Cast } from "./write-russian.js";

export interface GeneratedLetter {
  readonly label: LetterLabel & { readonly damage: string[] };
  readonly kind: PlotKind;
  readonly picture: Buffer;
}

/** What is not to be left to chance. */
export interface Wished {
  readonly kind?: PlotKind;
  readonly style?: "printed" | "hand";
  readonly undamaged?: boolean;
  readonly receivedOn?: LocalDate;
  readonly onSheet?: (sheet: Canvas) => void;
}

export const generateLetter = async (seed: number, number: number, wished: Wished = {}): Promise<GeneratedLetter> => {
  const language = number % 3 === 2 ? "en" : "ru";
  const chance = chanceOf(seed, number, language);
  const country = language === "ru" ? "RU" : "GB";
  const drawn = chance.helpers.weightedArrayElement(plotKinds.map((value) => ({ value, weight: plotWeights[value] })));
  const kind = wished.kind ?? drawn;
  const plot = plotBy(chance, country, kind, wished.receivedOn);
  const genderBy = () => chance.helpers.arrayElement(["m", "f"] as const);
  const employee = personBy(chance, language, genderBy());
  let other = personBy(chance, language, employee.gender);
  while (other.last === employee.last) other = personBy(chance, language, employee.gender);
  const head = personBy(chance, language, genderBy());
  const work = workBy(chance, language);
  const employer = employerBy(chance, language);
  const cast: Cast = { writer: plot.signer === "own" ? employee : other, head, work, employer };
  const written = language === "ru" ? writeRussian(chance, plot, cast) : writeEnglish(chance, plot, cast);
  const byChance = chance.datatype.boolean(0.75) ? "printed" : "hand";
  const style = wished.style ?? byChance;
  const done = plot.legible && wished.undamaged !== true ? damagesBy(chance) : [];
  const sheet = drawLetter(chance, written, style, language);
  wished.onSheet?.(sheet);
  const { bytes, ending } = await damaged(sheet, done, chance, plot.legible);
  const id = `${seed}-${String(number).padStart(4, "0")}`;
  const until = plot.contract === "ordinary" || plot.contract === "head" ? null : plusDays(plot.receivedOn, 40);
  return {
    kind,
    picture: bytes,
    label: {
      id,
      file: `${id}.${ending}`,
      language,
      style,
      employee: {
        fullName: fullName(employee),
        gender: employee.gender,
        position: work.position,
        unit: work.unit,
        employer,
        headName: fullName(head),
        hireDate: plusDays(plot.receivedOn, until === null ? -chance.number.int({ min: 200, max: 4000 }) : -15),
        contract: { kind: plot.contract, until },
      },
      receivedOn: plot.receivedOn,
      country,
      truth: { ...written.truth, signaturePresent: plot.signed, legible: plot.legible },
      expected: expectedOf(plot, country),
      damage: plot.legible ? done : ["illegible"],
    },
  };
};

/** Writes a set into a folder, as `labels.json` beside its pictures. */
export const writeSet = async (folder: string, seed: number, count: number, wished: Wished = {}): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const letters: LetterLabel[] = [];
  for (let number = 0; number < count; number += 1) {
    const { label, picture } = await generateLetter(seed, number, wished);
    await writeFile(join(folder, label.file), picture);
    letters.push({ ...label, country: label.country.toLowerCase() });
  }
  await writeFile(join(folder, "labels.json"), JSON.stringify({ letters }, null, 1));
};
