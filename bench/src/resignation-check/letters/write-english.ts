// An English letter of resignation in the words of letters and their templates, and what is mistaken for one.
import { writeDate } from "./dates-in-words.js";
import { fullName, type Chance } from "./people.js";
import type { Ground, Plot, Subject } from "./plot.js";
import type { Cast } from "./write-russian.js";
import type { Block, Truth, WrittenLetter } from "./written-letter.js";

const field = (value: string, quote: string) => ({ value, quote });

const grounds: Readonly<Record<Exclude<Ground, "own-wish">, readonly string[]>> = {
  study: [
    "because I have been admitted to full-time study at a university",
    "in order to return to full-time education",
  ],
  retirement: ["because I am retiring", "as I have reached retirement age and wish to retire"],
  "employer-breach": [
    "because of the company's breach of my contract of employment",
    "as a result of unpaid wages and breach of my terms of employment",
  ],
  agreement: ["by mutual agreement", "under the terms of the settlement agreement"],
  "move-to-employer": ["as part of my transfer to another employer under TUPE", "by transfer to another company"],
};
const thanks = [
  "Thank you for the opportunities I have had here.",
  "I am grateful for the support of my colleagues and wish the company every success.",
  "I will do everything I can to hand over my work properly.",
  "Please let me know how I can help during the handover.",
  "It has been a pleasure working with the team.",
];
const otherSubjects: Readonly<Record<Exclude<Subject, "resignation">, readonly string[]>> = {
  "nothing-asked": [
    "Please give this letter your attention. Thank you for your time.",
    "It has been a pleasure working with the team. I wish everybody well.",
    "Please confirm that you have received this letter.",
  ],
  leave: [
    "I would like to request annual leave from {date} for ten working days.",
    "I am writing to ask for two weeks of unpaid leave beginning on {date}.",
  ],
  transfer: ["I am writing to request a transfer to another department from {date}."],
  withdrawal: [
    "I am writing to withdraw my resignation of {date} and wish to continue in my role.",
    "Please disregard my letter of resignation dated {date}. I do not wish to resign.",
  ],
  "pay-rise": ["I am writing to request a review of my salary with effect from {date}."],
  certificate: ["Please provide me with a reference and a copy of my payslips for last year."],
};

const asking = (chance: Chance, plot: Plot, { work, employer }: Cast): { text: string[]; truth: Partial<Truth> } => {
  const role = plot.names.position ? ` from my position as ${work.position}` : "";
  const intent = chance.helpers.arrayElement([
    "Please accept this letter as formal notice of my resignation",
    "I am writing to inform you of my resignation",
    "I hereby resign",
    "I am writing to give notice that I am resigning",
    "Please accept this as my formal resignation",
    "I would like to inform you that I am resigning",
    "I wish to tender my resignation",
  ]);
  const company = chance.datatype.boolean(0.4) ? ` at ${employer}` : "";
  const reason = plot.ground === "own-wish" ? "" : chance.helpers.arrayElement(grounds[plot.ground]);
  const voluntary = plot.ground === "own-wish" && chance.datatype.boolean(0.3) ? " of my own accord" : "";
  const day = writeDate(plot.lastDay, "en", chance);
  const first = `${intent}${role}${company}${voluntary}${reason === "" ? "" : ` ${reason}`}.`;
  const end =
    plot.end === "nothing"
      ? []
      : plot.end === "from"
        ? [chance.helpers.arrayElement([`I will be leaving from ${day}.`, `This takes effect from ${day}.`])]
        : [
            chance.helpers.arrayElement([
              `My last day of work will be ${day}.`,
              `My last working day will be ${day}.`,
              `My final day of employment will be ${day}.`,
              `My last day with the company will be ${day}.`,
              `In accordance with my notice period, my last day will be ${day}.`,
            ]),
          ];
  const paragraphs = chance.datatype.boolean(0.5) ? [[first, ...end].join(" ")] : [first, ...end];
  const ground =
    plot.ground === "own-wish"
      ? voluntary === ""
        ? null
        : field("own-wish", "of my own accord")
      : field(plot.ground, reason);
  return {
    text: paragraphs,
    truth: {
      intent: field("resign", intent),
      ground,
      lastDay: plot.end === "last-day" ? field(plot.lastDay, day) : null,
    },
  };
};

export const writeEnglish = (chance: Chance, plot: Plot, cast: Cast): WrittenLetter => {
  const { writer, head, work, employer } = cast;
  const name = fullName(writer);
  const date = plot.names.date ? writeDate(plot.writtenOn, "en", chance) : null;
  const courtesy = `${head.gender === "m" ? "Mr" : chance.helpers.arrayElement(["Ms", "Mrs"])} ${head.last}`;
  const asked =
    plot.subject === "resignation"
      ? asking(chance, plot, cast)
      : {
          text: [
            chance.helpers
              .arrayElement(otherSubjects[plot.subject])
              .replace("{date}", writeDate(plot.lastDay, "en", chance)),
          ],
          truth: {},
        };
  const top = plot.names.position && chance.datatype.boolean(0.6) ? [name, work.position] : [name];
  const atTheEnd = plot.names.position && (top.length === 1 || chance.datatype.boolean(0.3));
  const addressed = plot.names.addressee
    ? chance.helpers.arrayElement([
        [fullName(head), employer],
        [courtesy, employer],
      ])
    : [];
  const polite = chance.helpers.arrayElements(thanks, { min: 0, max: 2 });
  const blocks: Block[] = [
    { kind: "head", lines: top },
    ...(date === null ? [] : [{ kind: "line", text: date } satisfies Block]),
    ...addressed.map((text): Block => ({ kind: "line", text })),
    ...(plot.names.addressee ? [{ kind: "line", text: `Dear ${courtesy},` } satisfies Block] : []),
    ...asked.text.map((text): Block => ({ kind: "paragraph", text })),
    ...(polite.length === 0 ? [] : [{ kind: "paragraph", text: polite.join(" ") } satisfies Block]),
    { kind: "line", text: chance.helpers.arrayElement(["Yours sincerely,", "Kind regards,", "Yours faithfully,"]) },
    {
      kind: "signature",
      date: null,
      name: atTheEnd ? `${name}, ${work.position}` : name,
      signed: plot.signed,
      ruled: chance.datatype.boolean(0.2),
      caption: null,
      arrangement: "over-name",
    },
  ];
  return {
    blocks,
    truth: {
      addressee: plot.names.addressee ? field(fullName(head), addressed[0] ?? courtesy) : null,
      fromName: field(name, name),
      position: plot.names.position ? field(work.position, work.position) : null,
      intent: null,
      ground: null,
      lastDay: null,
      ...asked.truth,
      writtenOn: date === null ? null : field(plot.writtenOn, date),
    },
  };
};
