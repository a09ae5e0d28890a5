// What is uploaded: each kind becomes one clean picture, and what is broken, locked, doubled or a bomb is refused by name.
import { describe, expect, test } from "@jest/globals";
import { deflateSync, crc32 } from "node:zlib";
import sharp from "sharp";
import { LARGEST_FILE, type IntakeCode } from "./file-kind.js";
import { takeFile, type TakeOptions } from "./take-file.js";

const sheet = (width = 620, height = 877) => sharp({ create: { width, height, channels: 3, background: "#fdfdfd" } });
const jpeg = await sheet()
  .withExif({ IFD0: { Copyright: "secret place" } })
  .jpeg()
  .toBuffer();
const png = await sheet().png().toBuffer();

/** A PDF of pages that each show nothing, with an optional size and a text layer. */
const pdfOf = ({ pages = 1, size = "595 842", more = "" } = {}): Buffer => {
  const kids = Array.from({ length: pages }, (_, at) => `${4 + at} 0 R`).join(" ");
  const objects = [
    `<</Type/Catalog/Pages 2 0 R>>`,
    `<</Type/Pages/Kids[${kids}]/Count ${pages}>>`,
    `<</Length 38>>stream\nBT /F1 24 Tf 72 700 Td (text) Tj ET    \nendstream`,
    ...Array.from({ length: pages }, () => `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${size}]/Contents 3 0 R>>`),
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj${object}endobj\n`;
    return place;
  });
  const start = text.length;
  const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer<</Size ${objects.length + 1}/Root 1 0 R${more}>>\n`;
  return Buffer.from(`${text}startxref\n${start}\n%%EOF\n`, "latin1");
};

/** A small PDF whose page unfolds to 100 MB of commands. */
const unfolding = (): Buffer => {
  const packed = deflateSync(Buffer.alloc(100_000_000, "q Q\n"), { level: 9 });
  const pages = pdfOf().toString("latin1").split("xref")[0] ?? "";
  const stream = `3 0 obj<</Length ${packed.length}/Filter/FlateDecode>>stream\n${packed.toString("latin1")}\nendstream endobj\n`;
  const whole = pages.replace(/3 0 obj.*?endobj\n/s, () => stream);
  const rows = [1, 2, 3, 4]
    .map((at) => `${String(whole.indexOf(`${at} 0 obj`)).padStart(10, "0")} 00000 n \n`)
    .join("");
  const end = `xref\n0 5\n0000000000 65535 f \n${rows}trailer<</Size 5/Root 1 0 R>>\nstartxref\n${whole.length}\n%%EOF\n`;
  return Buffer.from(whole + end, "latin1");
};

const chunk = (name: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};
/** A small file that says it is an enormous picture. */
const pixelBomb = (side: number): Buffer => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 1;
  const dots = deflateSync(Buffer.alloc(1 << 20));
  return Buffer.concat([png.subarray(0, 8), chunk("IHDR", head), chunk("IDAT", dots), chunk("IEND", Buffer.alloc(0))]);
};

const refusal = async (file: Buffer, more: TakeOptions = {}): Promise<IntakeCode | "taken"> => {
  try {
    await takeFile(file, { longestMs: 120_000, ...more });
    return "taken";
  } catch (error) {
    return (error as { code: IntakeCode }).code; // nothing else is thrown; anything else fails the comparison
  }
};

describe("taken", () => {
  test("every kind becomes a PNG without metadata, known again by its fingerprint", async () => {
    const files = [png, jpeg, await sheet().webp().toBuffer(), await sheet().tiff().toBuffer(), pdfOf()];
    for (const file of files) {
      const taken = await takeFile(file, { longestMs: 120_000 });
      const { format, exif, width } = await sharp(taken.picture).metadata();
      expect({ format, exif }).toEqual({ format: "png", exif: undefined });
      expect(width).toBeGreaterThanOrEqual(600);
      expect(taken.picture.includes("secret place")).toBe(false);
    }
    const resaved = await sharp(png)
      .withExif({ IFD0: { Copyright: "again" } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    const [first, second] = [await takeFile(png), await takeFile(resaved)];
    expect(second.fingerprint).toBe(first.fingerprint);
  });

  test("a photograph with a second picture behind it, as telephones make them", async () =>
    expect(await refusal(Buffer.concat([jpeg, jpeg]))).toBe("taken"));

  test("a picture that lies by its metadata is set upright", async () => {
    const { picture } = await takeFile(await sheet(877, 620).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    expect(await sharp(picture).metadata()).toMatchObject({ width: 620, height: 877 });
  });
});

test.each<[string, Buffer, IntakeCode]>([
  ["nothing", Buffer.alloc(0), "letter-file-empty"],
  ["more than 15 MB", Buffer.concat([png, Buffer.alloc(LARGEST_FILE)]), "letter-file-too-large"],
  ["text", Buffer.from("Прошу уволить меня"), "letter-file-kind"],
  ["a vector picture", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), "letter-file-kind"],
  ["a moving picture", Buffer.from("GIF89a"), "letter-file-kind"],
  ["half a PNG", png.subarray(0, png.length - 20), "letter-file-broken"],
  [
    "a PNG whose dots are not there",
    Buffer.concat([png.subarray(0, 33), chunk("IEND", Buffer.alloc(0))]),
    "letter-file-broken",
  ],
  ["half a JPEG", jpeg.subarray(0, jpeg.length / 2), "letter-file-broken"],
  ["a JPEG with a PDF behind it", Buffer.concat([jpeg, pdfOf()]), "letter-file-two-in-one"],
  [
    "a JPEG with what only begins as another behind it",
    Buffer.concat([jpeg, Buffer.from([0, 0, 0xff, 0xd8, 0xff]), Buffer.from("a program")]),
    "letter-file-two-in-one",
  ],
  [
    "a JPEG with a program behind its second picture",
    Buffer.concat([jpeg, jpeg, Buffer.from("a program")]),
    "letter-file-two-in-one",
  ],
  ["a PNG with an archive behind it", Buffer.concat([png, Buffer.from("PK\u0003\u0004")]), "letter-file-two-in-one"],
  ["a PDF that is an archive", Buffer.concat([pdfOf(), Buffer.from("PK\u0005\u0006%%EOF")]), "letter-file-two-in-one"],
  ["a bomb of pixels", pixelBomb(60_000), "letter-file-pixels"],
  ["a stamp", await sheet(60, 60).png().toBuffer(), "letter-file-pixels"],
  ["a locked PDF", pdfOf({ more: "/Encrypt 9 0 R" }), "letter-file-locked"],
  ["a PDF without an end", pdfOf().subarray(0, 120), "letter-file-broken"],
  ["a PDF of nonsense", Buffer.from("%PDF-1.7\nnonsense\n%%EOF"), "letter-file-broken"],
  ["a PDF of two pages", pdfOf({ pages: 2 }), "letter-file-pages"],
  ["a PDF as large as a field", pdfOf({ size: "14000 14000" }), "letter-file-pixels"],
])("%s is refused", async (_, file, code) => expect(await refusal(file)).toBe(code));

test("a file that takes too long is given up, and its process ended", async () => {
  await expect(takeFile(png, { longestMs: 1 })).rejects.toMatchObject({ code: "letter-file-too-slow" });
});

test("a file that takes too much memory is given up, also outside of the heap", async () =>
  expect(await refusal(unfolding(), { megabytes: 300 })).toBe("letter-file-broken"));
