// GET /team-rules: what a unit asks of its people's absences, with the black-outs of the units above it.
import { UnitId } from "@tabel/domain";
import { z } from "zod";
import { nothing, view } from "../../http/view.js";
import { rulesOfUnit } from "./rules-of-units.js";
import { requireUnit } from "./unit-span.js";

const Effect = z.enum(["warn", "block"]);

export const teamRules = view({
  path: "/team-rules",
  id: "teamRules",
  summary: "A unit's minimum staffing and black-out days",
  params: nothing,
  query: z.strictObject({ unitId: UnitId }),
  answer: z.object({
    unitId: z.string(),
    minimums: z.array(
      z.object({
        position: z.string().nullable().meta({ description: "Null for everybody of the unit" }),
        from: z.string().meta({ description: "Holds until the next one of the position; 0 ends it" }),
        minimum: z.number(),
        effect: Effect,
      }),
    ),
    blackOuts: z.array(
      z.object({
        unitId: z.string().meta({ description: "The unit that declared it: this one or one above" }),
        blackOutId: z.string(),
        from: z.string(),
        to: z.string(),
        kinds: z.array(z.string()).nullable().meta({ description: "Null for every absence" }),
        effect: Effect,
        reason: z.string(),
      }),
    ),
  }),
  example: {
    unitId: "u0042",
    minimums: [{ position: "Кассир", from: "2026-12-01", minimum: 2, effect: "block" }],
    blackOuts: [
      {
        unitId: "u0001",
        blackOutId: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11",
        from: "2026-12-28",
        to: "2026-12-31",
        kinds: null,
        effect: "warn",
        reason: "Закрытие года",
      },
    ],
  },
  reads: ["team-rules", "organisation"],
  read: async ({ query: { unitId }, caller, views }) => {
    const path = await requireUnit(views, caller, "see-absence", unitId);
    const { rules, blackOuts } = await rulesOfUnit(views, path);
    return {
      unitId,
      minimums: [...rules.minimums].flatMap(([position, dated]) => dated.map((each) => ({ position, ...each }))),
      blackOuts: blackOuts.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    };
  },
});
