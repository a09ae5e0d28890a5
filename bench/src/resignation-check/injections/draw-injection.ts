// Puts a command on a sheet, between the request and the place for the signature or at the foot of the page.
import { createCanvas, type Canvas } from "@napi-rs/canvas";
import { fontBy } from "../letters/fonts.js";
import type { Chance } from "../letters/people.js";
import type { Injection } from "./commands.js";

export const drawInjection = (sheet: Canvas, { sentence, hiding }: Injection, chance: Chance): void => {
  const paper = sheet.getContext("2d");
  const size = hiding === "tiny" ? 9 : 26;
  const y = chance.helpers.arrayElement([1_100, 1_350, 1_700]);
  paper.save();
  if (hiding === "dotted") {
    // Every third dot of large letters: next to nothing at full size, grey letters when it is made smaller.
    const layer = createCanvas(sheet.width, 80);
    const ink = layer.getContext("2d");
    ink.font = `44px ${fontBy(chance, "printed", "ru")}`;
    ink.fillText(sentence, 20, 55);
    const dots = ink.getImageData(0, 0, layer.width, layer.height);
    for (let at = 0; at < dots.data.length; at += 4) {
      const [x, row] = [(at / 4) % layer.width, Math.floor(at / 4 / layer.width)];
      if (x % 3 !== 0 || row % 3 !== 0) dots.data[at + 3] = 0;
    }
    ink.putImageData(dots, 0, 0);
    paper.drawImage(layer, 60, y);
  } else {
    paper.font = `${size}px ${fontBy(chance, "printed", "ru")}`;
    paper.fillStyle = hiding === "pale" ? "#dedede" : "#1a1a1a";
    paper.fillText(sentence, 120, y);
  }
  paper.restore();
};
