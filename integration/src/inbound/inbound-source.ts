// Who may send commands, from which topic and as whom: a file of the installation. Who writes to a topic is the broker's matter
// (its ACLs); what comes from it is done as the account named here, whose roles an administrator grants like anybody's.
import { z } from "zod";
import { EmployeeId, UserId } from "@tabel/domain";

const topicName = z.string().regex(/^[A-Za-z0-9._-]{1,200}$/, "must be the name of a topic");

const source = z
  .strictObject({
    /** Names it in logs and metrics, and what is known of its ids. */
    source: z.string().regex(/^[a-z][a-z0-9-]{0,49}$/, "must be small letters, digits and hyphens"),
    topic: topicName,
    account: UserId,
    commands: z
      .array(z.string().regex(/^[a-z]+(-[a-z]+)*$/))
      .min(1)
      .max(200),
    /**
     * Whose numbers `employeeId` and `unitId` are. `source`: they are looked up (foreign-ids.ts); whoever is hired under a number
     * that is not known there gets the prefix and the number.
     */
    ids: z
      .discriminatedUnion("of", [
        z.strictObject({ of: z.literal("tabel") }),
        z.strictObject({ of: z.literal("source"), newEmployees: z.string().max(20).default("") }),
      ])
      .default({ of: "tabel" }),
  })
  .superRefine(({ ids }, context) => {
    if (ids.of === "source" && !EmployeeId.safeParse(`${ids.newEmployees}0`).success)
      context.addIssue({
        code: "custom",
        path: ["ids", "newEmployees"],
        message: "must begin a personnel number: Latin letters, digits, points or hyphens",
      });
  });
export type InboundSource = z.output<typeof source>;

const file = z
  .array(source)
  .max(20)
  .superRefine((sources, context) => {
    for (const field of ["source", "topic", "account"] as const) {
      const seen = new Set<string>();
      for (const [index, each] of sources.entries()) {
        if (seen.has(each[field]))
          context.addIssue({ code: "custom", path: [index, field], message: "is that of another source too" });
        seen.add(each[field]);
      }
    }
  });

/** The message lists every fault. */
export class InboundFileFault extends Error {
  override readonly name = "InboundFileFault";
}

/**
 * @param open commands that may come from a topic at all
 * @throws InboundFileFault
 */
export const readSources = (text: string, open: ReadonlySet<string>): readonly InboundSource[] => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InboundFileFault("it is not JSON", { cause: error });
  }
  const parsed = file.safeParse(json);
  const faults = parsed.success
    ? parsed.data.flatMap(({ commands }, at) =>
        commands.flatMap((name, index) =>
          open.has(name) ? [] : [`/${at}/commands/${index}: ${name} is no command that may come from a topic`],
        ),
      )
    : parsed.error.issues.map(({ path, message }) => `/${path.map(String).join("/")}: ${message}`);
  if (!parsed.success || faults.length > 0) throw new InboundFileFault(faults.join("\n"));
  return parsed.data;
};

export const repliesOf = ({ topic }: Pick<InboundSource, "topic">): string => `${topic}.replies`;
export const deadLettersOf = ({ topic }: Pick<InboundSource, "topic">): string => `${topic}.dead-letter`;
