// The commands on scanned letters. The upload is no row of the table: it is given by the door alone, once the file is taken in and
// kept, so that no event names a file that is not there.
import {
  type EmployeeId,
  employmentOf,
  JudgeLetter,
  judgeLetter,
  policy,
  RecordLetterReading,
  recordLetterReading,
  resignation,
  resignationStream,
  UploadLetter,
  uploadLetter,
  workCalendar,
  type OfResignation,
  type ResignationFacts,
  type UploadFacts,
} from "@tabel/domain";
import { command, type Situation } from "../pipeline/command-row.js";
import { actorFacts, ofEmployee, officerOver, presenceOver, self } from "../rights/of-somebody.js";
import { anyOf, type Right } from "../rights/right.js";
import { theProcess } from "../rights/rights.js";

export const CHECKING_PROCESS = "when-a-letter-is-received-then-check-it";

interface OfPerson {
  readonly employeeId: EmployeeId;
}
const hrOver = officerOver<OfPerson>(ofEmployee, "hr-officer");
/** Whoever hands a scan in, and whoever looks at it. */
export const oneselfOrHr: Right<OfPerson> = anyOf<OfPerson>(self(ofEmployee), hrOver);

const factsOf = async (situation: Situation<OfResignation>): Promise<ResignationFacts> => {
  const employment = await employmentOf(situation, situation.data.employeeId);
  const actor = await actorFacts(situation, employment);
  const presence = await presenceOver(situation, employment, actor);
  return { ...actor, employment, policy, calendar: workCalendar, presence };
};

const earlier = async (
  situation: Situation<OfResignation>,
): Promise<Pick<UploadFacts, "previous" | "earlierScans">> => {
  const { employeeId, number } = situation.data;
  const numbers = Array.from({ length: number - 1 }, (_, index) => index + 1);
  const before = await Promise.all(
    numbers.map((each) => situation.read(resignationStream(employeeId, each), resignation)),
  );
  const scans = before.flatMap((state, index) =>
    (state?.letters ?? []).map(({ fingerprint }) => ({ number: index + 1, fingerprint })),
  );
  return { previous: before.at(-1), earlierScans: scans };
};

const ofLetter = {
  stream: ({ employeeId, number }: OfResignation) => resignationStream(employeeId, number),
  aggregate: resignation,
  facts: factsOf,
};
const letter = { employeeId: "e00042", number: 1, letterId: "3c9e2a0e-8f1b-5d53-9a3e-6f0f5f5f0c11" };
const fingerprint = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

export const uploadOfLetter = command({
  ...ofLetter,
  name: "upload-resignation-letter",
  says: "Hands in a scan of a letter of resignation: the receipt starts the notice, whatever is read of it later.",
  schema: UploadLetter,
  example: { ...letter, picture: "letters/e00042/1/3c9e2a0e", fingerprint },
  may: oneselfOrHr,
  concerns: ofEmployee,
  facts: async (situation): Promise<UploadFacts> => ({ ...(await factsOf(situation)), ...(await earlier(situation)) }),
  decide: uploadLetter,
  refusals: [
    "employee-unknown",
    "letter-known",
    "before-hire",
    "employee-left",
    "resignation-number",
    "resignation-open",
    "resignation-closed",
    "form-not-valid",
    "calendar-not-loaded",
  ],
});

export const letterCommands = [
  command({
    ...ofLetter,
    name: "record-letter-reading",
    says: "Records what was read of a scan; the rules decide on it. It decides no resignation.",
    schema: RecordLetterReading,
    example: {
      ...letter,
      reading: { version: "print-1", language: null, milliseconds: 60_000, attempts: 3 },
      evidence: null,
      text: null,
      secondReading: null,
      asked: [],
      notAsked: null,
      secondReadingMissing: false,
      markedCopy: null,
    },
    may: theProcess(CHECKING_PROCESS),
    decide: recordLetterReading,
    refusals: [
      "employee-unknown",
      "resignation-unknown",
      "resignation-closed",
      "letter-unknown",
      "resignation-corrected",
    ],
  }),
  command({
    ...ofLetter,
    name: "judge-resignation-letter",
    says: "HR's word on a scan: what it says, what is to be put right, or that it is no resignation.",
    schema: JudgeLetter,
    example: {
      ...letter,
      judgement: { is: "resignation", asked: { says: "last-day", date: "2026-12-18" }, ground: "own-wish" },
    },
    may: hrOver,
    decide: judgeLetter,
    refusals: [
      "own-resignation",
      "person-decides",
      "employee-unknown",
      "resignation-unknown",
      "resignation-closed",
      "letter-unknown",
      "resignation-corrected",
      "letter-decided",
    ],
  }),
];
