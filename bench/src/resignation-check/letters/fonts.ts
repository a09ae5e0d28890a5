// Open fonts from the registry, as a printer or a hand would write with them. Each has its Latin and its Cyrillic file.
import { GlobalFonts } from "@napi-rs/canvas";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Chance } from "./people.js";

const require = createRequire(import.meta.url);

export type Style = "printed" | "hand";
const families = {
  printed: [
    "tinos",
    "tinos",
    "arimo",
    "arimo",
    "pt-serif",
    "pt-sans",
    "roboto",
    "open-sans",
    "eb-garamond",
    "lora",
    "cousine",
  ],
  hand: { ru: ["bad-script", "marck-script", "caveat", "neucha", "pangolin", "playpen-sans", "great-vibes"] },
  handLatin: ["bad-script", "marck-script", "caveat", "homemade-apple", "playpen-sans", "great-vibes"],
} as const;

const known = new Set<string>();
const register = (family: string, weight: number): string => {
  const files = join(dirname(require.resolve(`@fontsource/${family}/package.json`)), "files");
  return ["cyrillic", "latin", "cyrillic-ext"]
    .map((script) => {
      const alias = `${family} ${script} ${weight}`;
      const file = join(files, `${family}-${script}-${weight}-normal.woff2`);
      if (!known.has(alias) && existsSync(file) && GlobalFonts.registerFromPath(file, alias) !== null) known.add(alias);
      return `"${alias}"`;
    })
    .join(", ");
};

/** A list of families for a canvas, which takes each sign from the first that has it. */
export const fontBy = (chance: Chance, style: Style, language: "ru" | "en"): string => {
  const from = style === "printed" ? families.printed : language === "ru" ? families.hand.ru : families.handLatin;
  return register(chance.helpers.arrayElement<string>(from), 400);
};
