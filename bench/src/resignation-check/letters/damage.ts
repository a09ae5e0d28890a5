// What happens to paper on its way into a file: turned, skewed, blurred, small, stamped, shadowed, noisy, pressed as a JPEG.
import { createCanvas, type Canvas } from "@napi-rs/canvas";
import sharp from "sharp";
import { SHEET } from "./draw.js";
import type { Chance } from "./people.js";

export const damages = [
  "rotated",
  "skewed",
  "blurred",
  "low-resolution",
  "stamped",
  "shadowed",
  "noisy",
  "pressed",
] as const;
export type Damage = (typeof damages)[number];

export const damagesBy = (chance: Chance): Damage[] => {
  if (chance.datatype.boolean(0.4)) return [];
  return chance.helpers.arrayElements([...damages], chance.datatype.boolean(0.65) ? 1 : { min: 2, max: 3 });
};

/** A stamp of receipt: a frame, or a ring with writing around; both in the ink of a stamp pad. */
const stamp = (canvas: Canvas, chance: Chance): void => {
  const paper = canvas.getContext("2d");
  paper.save();
  paper.globalAlpha = chance.number.float({ min: 0.45, max: 0.75 });
  paper.strokeStyle = paper.fillStyle = chance.helpers.arrayElement(["#3a3f9e", "#5a3a9e", "#2f4fa8"]);
  paper.translate(chance.number.int({ min: 260, max: 950 }), chance.number.int({ min: 1250, max: 1550 }));
  paper.rotate(chance.number.float({ min: -0.25, max: 0.25 }));
  paper.lineWidth = 4;
  if (chance.datatype.boolean(0.5)) {
    const radius = chance.number.int({ min: 90, max: 125 });
    for (const ring of [radius, radius * 0.68]) {
      paper.beginPath();
      paper.arc(0, 0, ring, 0, Math.PI * 2);
      paper.stroke();
    }
    paper.font = "20px sans-serif";
    const around = "* FOR DOCUMENTS * FOR DOCUMENTS ";
    around.split("").forEach((letter, at) => {
      paper.save();
      paper.rotate((at / around.length) * Math.PI * 2);
      paper.fillText(letter, 0, -radius * 0.76);
      paper.restore();
    });
  } else {
    paper.strokeRect(-150, -50, 300, 100);
    paper.fillRect(-130, -15, 260, 3);
    paper.fillRect(-130, 20, 260, 3);
  }
  paper.restore();
};

const shadow = (canvas: Canvas, chance: Chance): void => {
  const paper = canvas.getContext("2d");
  const angle = chance.number.float({ min: 0, max: Math.PI * 2 });
  const [x, y] = [Math.cos(angle) * SHEET.width, Math.sin(angle) * SHEET.height];
  const dark = paper.createLinearGradient(620 - x / 2, 877 - y / 2, 620 + x / 2, 877 + y / 2);
  dark.addColorStop(0, "rgba(30,25,20,0)");
  dark.addColorStop(chance.number.float({ min: 0.35, max: 0.6 }), "rgba(30,25,20,0.08)");
  dark.addColorStop(1, `rgba(30,25,20,${chance.number.float({ min: 0.3, max: 0.5 })})`);
  paper.fillStyle = dark;
  paper.fillRect(0, 0, SHEET.width, SHEET.height);
};

const bent = (canvas: Canvas, by: "rotated" | "skewed", chance: Chance): Canvas => {
  const other = createCanvas(SHEET.width, SHEET.height);
  const paper = other.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, SHEET.width, SHEET.height);
  paper.translate(SHEET.width / 2, SHEET.height / 2);
  if (by === "rotated") paper.rotate(chance.number.float({ min: -0.07, max: 0.07 }));
  else
    paper.transform(
      1,
      chance.number.float({ min: -0.03, max: 0.03 }),
      chance.number.float({ min: -0.06, max: 0.06 }),
      1,
      0,
      0,
    );
  paper.drawImage(canvas, -SHEET.width / 2, -SHEET.height / 2);
  return other;
};

/** The picture of the sheet as a file, and how the file's name ends. */
export const damaged = async (
  sheet: Canvas,
  done: readonly Damage[],
  chance: Chance,
  legible: boolean,
): Promise<{ readonly bytes: Buffer; readonly ending: "png" | "jpg" }> => {
  let canvas = sheet;
  if (done.includes("stamped")) stamp(canvas, chance);
  if (done.includes("rotated")) canvas = bent(canvas, "rotated", chance);
  if (done.includes("skewed")) canvas = bent(canvas, "skewed", chance);
  if (done.includes("shadowed")) shadow(canvas, chance);
  const { data } = canvas.getContext("2d").getImageData(0, 0, SHEET.width, SHEET.height);
  if (done.includes("noisy"))
    for (let at = 0; at < data.length; at += 4) {
      const by = chance.number.int({ min: -28, max: 28 });
      for (let channel = 0; channel < 3; channel += 1) data[at + channel] = (data[at + channel] ?? 0) + by;
    }
  let picture = sharp(Buffer.from(data.buffer), { raw: { ...SHEET, channels: 4 } }).removeAlpha();
  if (!legible) picture = picture.blur(chance.number.float({ min: 7, max: 10 }));
  else if (done.includes("blurred")) picture = picture.blur(chance.number.float({ min: 0.9, max: 1.7 }));
  if (done.includes("low-resolution"))
    picture = picture.resize({ width: Math.round(SHEET.width * chance.number.float({ min: 0.55, max: 0.7 })) });
  if (done.includes("pressed"))
    return {
      bytes: await picture.jpeg({ quality: chance.number.int({ min: 35, max: 60 }) }).toBuffer(),
      ending: "jpg",
    };
  return { bytes: await picture.png({ palette: true, colours: 64 }).toBuffer(), ending: "png" };
};
