// The commands on deputies: who decides in somebody's place.
import {
  access,
  accessStream,
  AppointDeputy,
  appointDeputy,
  DismissDeputy,
  dismissDeputy,
  policy,
  type UserId,
  employmentOf,
} from "@tabel/domain";
import { command, noFacts, type Situation } from "../../pipeline/command-row.js";
import { administratesUser } from "../../rights/administration.js";
import { anyOf } from "../../rights/right.js";
import { holderOverUser, theProcess, theUser } from "../../rights/rights.js";

const ofUser = {
  stream: ({ userId }: { readonly userId: UserId }) => accessStream(userId),
  aggregate: access,
  may: anyOf(theUser, holderOverUser("hr-officer"), administratesUser),
};

const factsOf = async (situation: Situation<AppointDeputy>) => {
  const { userId, deputy, from } = situation.data;
  const [employment, deputyEmployment] = await Promise.all([
    employmentOf(situation, userId),
    employmentOf(situation, deputy),
  ]);
  const kinds = employment === undefined ? [] : policy.absenceKinds(employment.country, from).keys();
  return { employment, deputyEmployment, knownKinds: new Set(kinds) };
};

export const deputyCommands = [
  command({
    ...ofUser,
    name: "appoint-deputy",
    says: "Lets somebody decide in a user's place, on some days, for some kinds of absence or for all.",
    schema: AppointDeputy,
    example: {
      userId: "e00004",
      deputy: "e00017",
      from: "2026-07-06",
      until: "2026-07-19",
      kinds: ["annual-leave", "unpaid-leave"],
    },
    facts: factsOf,
    decide: appointDeputy,
    refusals: [
      "own-deputy",
      "own-appointment",
      "dates-reversed",
      "employee-unknown",
      "before-hire",
      "employee-left",
      "kind-unknown",
    ],
  }),
  command({
    ...ofUser,
    name: "dismiss-deputy",
    says: "Ends, from a day on, that somebody decides in a user's place.",
    schema: DismissDeputy,
    may: anyOf(theProcess("when-somebody-leaves-then-close-what-is-open"), ofUser.may),
    example: { userId: "e00004", deputy: "e00017", on: "2026-07-13" },
    facts: noFacts,
    decide: dismissDeputy,
    refusals: ["deputy-not-appointed"],
  }),
];
