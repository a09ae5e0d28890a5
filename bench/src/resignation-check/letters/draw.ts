// Draws a written letter on a sheet: layout as people lay letters out, and a signature in strokes of a pen.
import { createCanvas, type Canvas, type SKRSContext2D } from "@napi-rs/canvas";
import { fontBy, type Style } from "./fonts.js";
import type { Chance } from "./people.js";
import type { Block, SignatureSlot, WrittenLetter } from "./written-letter.js";

/** A4 at 150 dots an inch. */
export const SHEET = { width: 1240, height: 1754 } as const;
const inks = ["#1a1a1a", "#111", "#222", "#2b2b2b"];
const penInks = ["#1b2f8f", "#2338a8", "#101c5c", "#151515", "#3a2c7a"];

interface Pen {
  readonly paper: SKRSContext2D;
  readonly chance: Chance;
  readonly size: number;
  readonly lineHeight: number;
  readonly left: number;
  readonly right: number;
  y: number;
}

const wrapped = (paper: SKRSContext2D, text: string, width: number, indent: number): string[] => {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const tried = line === "" ? word : `${line} ${word}`;
    const room = lines.length === 0 ? width - indent : width;
    if (line !== "" && paper.measureText(tried).width > room) {
      lines.push(line);
      line = word;
    } else line = tried;
  }
  return line === "" ? lines : [...lines, line];
};

interface Stroke {
  readonly paper: SKRSContext2D;
  readonly between: (least: number, most: number) => number;
  readonly x: number;
  readonly base: number;
  readonly width: number;
  readonly height: number;
}

/** Waves with a loop here and there. */
const waves = ({ paper, between, x, base, width, height }: Stroke): void => {
  let [px, py] = [x, base - height * between(0, 0.5)];
  paper.moveTo(px, py);
  const strokes = Math.round(between(4, 9));
  for (let stroke = 0; stroke < strokes; stroke += 1) {
    const nx = x + (width * (stroke + 1)) / strokes + between(-12, 12);
    const up = stroke % 2 === 0;
    const ny = base - (up ? height * between(0.5, 1.1) : height * between(-0.25, 0.2));
    const loop = stroke === 0 || between(0, 1) < 0.3 ? width * 0.16 : 0;
    paper.bezierCurveTo(px + between(-loop, 20), py - height * between(0, 0.6), nx + loop, ny + height * 0.3, nx, ny);
    [px, py] = [nx, ny];
  }
};

/** Rounds that wander to the right, as of somebody who signs often. */
const rounds = ({ paper, between, x, base, width, height }: Stroke): void => {
  const turns = between(3, 7);
  const [fast, lean] = [between(0.6, 1.1), between(-0.4, 0.4)];
  for (let step = 0; step <= 120; step += 1) {
    const along = step / 120;
    const angle = along * turns * Math.PI * 2 * fast;
    const size = height * (0.62 - 0.4 * along);
    const px = x + along * width * 0.85 + Math.cos(angle) * size * 0.55 + lean * Math.sin(angle) * size;
    const py = base - height * 0.35 + Math.sin(angle) * size;
    if (step === 0) paper.moveTo(px, py);
    else paper.lineTo(px, py);
  }
};

/** A tall first letter, a flat line after it. */
const flourish = ({ paper, between, x, base, width, height }: Stroke): void => {
  paper.moveTo(x, base);
  paper.quadraticCurveTo(x + width * 0.05, base - height * between(1.2, 1.9), x + width * 0.2, base - height * 0.1);
  paper.quadraticCurveTo(x + width * 0.22, base - height * 0.9, x - width * 0.03, base - height * between(0.3, 0.6));
  for (let stroke = 0; stroke < 6; stroke += 1) {
    const at = x + width * (0.25 + stroke * 0.12);
    paper.quadraticCurveTo(
      at,
      base - height * between(0.1, 0.55),
      at + width * 0.05,
      base - height * between(-0.15, 0.1),
    );
  }
};

/** A signature: a few joined strokes of a pen, never twice the same. */
export const drawSignature = (paper: SKRSContext2D, chance: Chance, x: number, base: number, width: number): void => {
  const between = (least: number, most: number) => chance.number.float({ min: least, max: most });
  const height = width * between(0.22, 0.42);
  paper.save();
  paper.strokeStyle = chance.helpers.arrayElement(penInks);
  paper.lineWidth = between(2, 3.6);
  paper.lineCap = "round";
  paper.lineJoin = "round";
  paper.beginPath();
  chance.helpers.arrayElement([waves, rounds, flourish])({ paper, between, x, base, width, height });
  if (chance.datatype.boolean(0.4))
    paper.quadraticCurveTo(x + width * 0.4, base + height * 0.35, x + width * 0.1, base);
  paper.stroke();
  paper.restore();
};

const drawSlot = (pen: Pen, slot: SignatureSlot): void => {
  const { paper, chance, left, right, lineHeight, size } = pen;
  const { date, name, signed, ruled, caption, arrangement } = slot;
  const middle = left + (right - left) * (arrangement === "one-line" ? 0.45 : 0.05);
  const width = chance.number.int({ min: 150, max: 260 });
  pen.y += lineHeight * 1.6;
  if (arrangement !== "one-line" && date !== null) {
    paper.fillText(date, left, pen.y);
    pen.y += lineHeight * 2;
  }
  if (arrangement === "over-name") pen.y += lineHeight * 1.2;
  if (ruled) {
    paper.fillRect(middle, pen.y + 4, width + 30, 2);
    if (caption !== null) {
      const font = paper.font;
      paper.font = font.replace(`${size}px`, `${Math.round(size * 0.6)}px`);
      paper.fillText(caption, middle + width * 0.3, pen.y + lineHeight * 0.75);
      paper.font = font;
    }
  }
  if (signed) drawSignature(paper, chance, middle + 12, pen.y, width);
  if (arrangement === "one-line" && date !== null) paper.fillText(date, left, pen.y);
  if (name === null) return;
  if (arrangement === "over-name") {
    pen.y += lineHeight * 1.5;
    paper.fillText(name, left, pen.y);
  } else {
    const start = Math.min(middle + width + 60, right - paper.measureText(name).width);
    paper.fillText(name, start, pen.y);
  }
};

const drawBlock = (pen: Pen, block: Block, headAt: number): void => {
  const { paper, left, right, lineHeight } = pen;
  switch (block.kind) {
    case "head":
      for (const line of block.lines)
        for (const part of wrapped(paper, line, right - headAt, 0)) {
          paper.fillText(part, headAt, pen.y);
          pen.y += lineHeight;
        }
      pen.y += lineHeight;
      return;
    case "title":
      pen.y += lineHeight;
      paper.fillText(block.text, (left + right - paper.measureText(block.text).width) / 2, pen.y);
      pen.y += lineHeight * 2;
      return;
    case "line":
      paper.fillText(block.text, left, pen.y);
      pen.y += lineHeight * 1.25;
      return;
    case "paragraph": {
      const indent = pen.chance.helpers.arrayElement([0, 50]);
      wrapped(paper, block.text, right - left, indent).forEach((line, at) => {
        paper.fillText(line, left + (at === 0 ? indent : 0), pen.y);
        pen.y += lineHeight;
      });
      pen.y += lineHeight * 0.4;
      return;
    }
    case "signature":
      drawSlot(pen, block);
  }
};

export const drawLetter = (chance: Chance, letter: WrittenLetter, style: Style, language: "ru" | "en"): Canvas => {
  const canvas = createCanvas(SHEET.width, SHEET.height);
  const paper = canvas.getContext("2d");
  paper.fillStyle = chance.helpers.arrayElement(["#fff", "#fff", "#fdfcf8", "#f6f4ee"]);
  paper.fillRect(0, 0, SHEET.width, SHEET.height);
  const size = style === "printed" ? chance.number.int({ min: 24, max: 30 }) : chance.number.int({ min: 30, max: 38 });
  paper.fillStyle = style === "printed" ? chance.helpers.arrayElement(inks) : chance.helpers.arrayElement(penInks);
  paper.font = `${size}px ${fontBy(chance, style, language)}`;
  const left = chance.number.int({ min: 110, max: 180 });
  const right = SHEET.width - chance.number.int({ min: 80, max: 130 });
  const pen: Pen = {
    paper,
    chance,
    size,
    lineHeight: Math.round(size * chance.number.float({ min: 1.25, max: 1.6 })),
    left,
    right,
    y: chance.number.int({ min: 120, max: 220 }),
  };
  const atTheRight = left + (right - left) * chance.number.float({ min: 0.48, max: 0.6 });
  const headAt = language === "ru" && chance.datatype.boolean(0.85) ? atTheRight : left;
  for (const block of letter.blocks) drawBlock(pen, block, headAt);
  return canvas;
};
