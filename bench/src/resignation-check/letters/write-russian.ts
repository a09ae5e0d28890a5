// A Russian letter in the words that people and their templates use: заявление об увольнении and what is mistaken for one.
import { writeDate } from "./dates-in-words.js";
import { fullName, headTitles, shortName, type Chance, type Person, type Work } from "./people.js";
import type { Ground, Plot, Subject } from "./plot.js";
import { sentenceCase, type Block, type Truth, type WrittenLetter } from "./written-letter.js";

export interface Cast {
  readonly writer: Person;
  readonly head: Person;
  readonly work: Work;
  readonly employer: string;
}

const field = (value: string, quote: string) => ({ value, quote });

const grounds: Readonly<Record<Exclude<Ground, "own-wish">, readonly string[]>> = {
  study: ["в связи с зачислением в университет на очную форму обучения", "в связи с поступлением в учебное заведение"],
  retirement: ["в связи с выходом на пенсию", "в связи с уходом на пенсию по возрасту"],
  "employer-breach": [
    "в связи с нарушением работодателем трудового законодательства",
    "из-за невыплаты заработной платы и нарушения условий трудового договора",
  ],
  agreement: ["по соглашению сторон", "по соглашению сторон (п. 1 ч. 1 ст. 77 ТК РФ)"],
  "move-to-employer": ["в порядке перевода в другую организацию", "переводом к другому работодателю"],
};
const ownWish = [
  "по собственному желанию",
  "по собственному желанию",
  "по собственному желанию",
  "по собственной инициативе",
  "по собственному желанию (п. 3 ч. 1 ст. 77 ТК РФ)",
  "по собственному желанию по семейным обстоятельствам",
];

const otherSubjects: Readonly<Record<Exclude<Subject, "resignation">, readonly string[]>> = {
  "nothing-asked": [
    "Прошу рассмотреть настоящее заявление.",
    "Благодарю коллектив за совместную работу и всем желаю успехов.",
    "Настоящее заявление составлено в двух экземплярах. Прошу принять решение.",
    "",
  ],
  leave: [
    "Прошу предоставить мне ежегодный оплачиваемый отпуск с {date} на 14 календарных дней.",
    "Прошу предоставить отпуск без сохранения заработной платы {date} по семейным обстоятельствам.",
  ],
  transfer: [
    "Прошу перевести меня на должность старшего специалиста с {date}.",
    "Прошу перевести меня в другой отдел.",
  ],
  withdrawal: [
    "Прошу считать недействительным моё заявление об увольнении по собственному желанию от {date}.",
    "Отзываю своё заявление об увольнении по собственному желанию, поданное {date}, и прошу меня не увольнять.",
  ],
  "pay-rise": ["Прошу рассмотреть вопрос о повышении моей заработной платы с {date}."],
  certificate: ["Прошу выдать мне справку о доходах за прошлый год и копию трудовой книжки."],
};

const asking = (chance: Chance, plot: Plot, cast: Cast): { text: string; truth: Partial<Truth> } => {
  const own = plot.ground === "own-wish";
  const ground = chance.helpers.arrayElement(plot.ground === "own-wish" ? ownWish : grounds[plot.ground]);
  const day = writeDate(plot.lastDay, "ru", chance);
  const name = fullName(cast.writer);
  const intents = [
    "Прошу уволить меня",
    "Прошу Вас уволить меня",
    "Прошу меня уволить",
    "Прошу расторгнуть со мной трудовой договор",
    "Прошу расторгнуть трудовой договор, заключённый со мной,",
    "Прошу прекратить действие заключённого со мной трудового договора",
    `Прошу уволить меня с занимаемой должности ${cast.work.positionGenitive}`,
    `Я, ${name}, прошу уволить меня`,
    "Прошу освободить меня от занимаемой должности",
    "На основании статьи 80 Трудового кодекса РФ прошу уволить меня",
  ];
  const intent = chance.helpers.arrayElement(plot.names.position ? intents : intents.filter((_, at) => at !== 6));
  let text = `${intent} ${ground}`;
  if (plot.end === "nothing") text += ".";
  else if (plot.end === "from")
    text += chance.helpers.arrayElement([` с ${day}.`.replace("..", "."), `, начиная с ${day}.`.replace("..", ".")]);
  else {
    const ending = chance.helpers.arrayElement([
      ` ${day}.`,
      `. Последний рабочий день ${day}.`,
      `. Последним рабочим днём прошу считать ${day}.`,
      `. Последний день работы — ${day}.`,
      `. Дата увольнения: ${day}.`,
      `. Прошу считать последним рабочим днем ${day}.`,
    ]);
    text += ending.replace(/\.\.$/, ".");
  }
  const more = chance.helpers.arrayElement([
    "",
    "",
    "",
    "",
    " Передачу дел гарантирую.",
    " Благодарю за совместную работу.",
    " Трудовую книжку прошу выдать на руки.",
  ]);
  return {
    text: text + more,
    truth: {
      intent: field("resign", intent),
      ground: field(
        plot.ground,
        own ? "по собственно" + (ground.includes("инициативе") ? "й инициативе" : "му желанию") : ground,
      ),
      lastDay: plot.end === "last-day" ? field(plot.lastDay, day) : null,
    },
  };
};

export const writeRussian = (chance: Chance, plot: Plot, cast: Cast): WrittenLetter => {
  const { writer, head, work, employer } = cast;
  const full = chance.datatype.boolean(0.75);
  const headName = chance.datatype.boolean(0.25) ? fullName(head, "dative") : shortName(head, "dative", chance);
  const title = chance.helpers.arrayElement(headTitles);
  const from = full ? fullName(writer, "genitive") : shortName(writer, "genitive", chance);
  const job = chance.datatype.boolean(0.5) ? `${work.positionGenitive} ${work.unitGenitive}` : work.positionGenitive;
  const to = chance.helpers.arrayElement([
    [`${title} ${employer}`, headName],
    [title, employer, headName],
  ]);
  const byline = chance.helpers.arrayElement([
    [`от ${job}`, from],
    [`от ${from}`, job],
    [`от ${job} ${from}`],
    ["от", job, from],
  ]);
  const lines = [...(plot.names.addressee ? to : []), ...(plot.names.position ? byline : [`от ${from}`])];
  const asked =
    plot.subject === "resignation"
      ? asking(chance, plot, cast)
      : {
          text: chance.helpers
            .arrayElement(otherSubjects[plot.subject])
            .replace("{date}", writeDate(plot.lastDay, "ru", chance)),
          truth: {},
        };
  const date = plot.names.date ? writeDate(plot.writtenOn, "ru", chance) : null;
  const name = chance.datatype.boolean(0.85) ? shortName(writer, "nominative", chance) : null;
  const blocks: Block[] = [
    { kind: "head", lines },
    { kind: "title", text: chance.helpers.arrayElement(["Заявление", "ЗАЯВЛЕНИЕ", "заявление", "Заявление."]) },
    ...asked.text
      .split(/(?<=\.) (?=Посл|Дата|Прошу счи)/)
      .filter((text) => text !== "")
      .map((text): Block => ({ kind: "paragraph", text: sentenceCase(text) })),
    {
      kind: "signature",
      date,
      name,
      signed: plot.signed,
      ruled: chance.datatype.boolean(0.5),
      caption: chance.datatype.boolean(0.25) ? "(подпись)" : null,
      arrangement: chance.helpers.arrayElement(["one-line", "one-line", "lines"]),
    },
  ];
  return {
    blocks,
    truth: {
      addressee: plot.names.addressee ? field(fullName(head), headName) : null,
      fromName: field(fullName(writer), from),
      position: plot.names.position ? field(work.position, work.positionGenitive) : null,
      intent: null,
      ground: null,
      lastDay: null,
      ...asked.truth,
      writtenOn: date === null ? null : field(plot.writtenOn, date),
    },
  };
};
