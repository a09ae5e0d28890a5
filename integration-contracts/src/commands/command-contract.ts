// What other systems may ask Tabel to do over Kafka, and how one such command is declared. The promise runs the other way than that
// of an event: whoever sends what a released contract describes is understood. Fields are added only where they may be left out.
import { z } from "zod";
import type { JsonSchema } from "../schema-address.js";
import { breaks } from "../compatibility.js";

/** Who is meant: the id that Tabel knows, or the sender's own number where the installation translates it. */
export const Employee = z.string().min(1).max(64).describe("Whom it is about; the key of the record is the same");
export const Unit = z.string().min(1).max(64).describe("A unit of the organisation");
export const CommandDay = z.iso.date().describe("A local date of the employee");

export interface CommandContract<Name extends string = string, Data extends z.ZodObject = z.ZodObject> {
  /** Of the command, as at /api/commands/<name>. */
  readonly name: Name;
  readonly version: number;
  /** The CloudEvents `type`: tabel.command.<name>.v<version>. */
  readonly type: string;
  readonly about: string;
  readonly data: Data;
  readonly example: z.input<Data>;
}

export const typeOfCommand = (name: string, version = 1): string => `tabel.command.${name}.v${version}`;

export const commandContract = <Name extends string, Data extends z.ZodObject>(
  declared: Omit<CommandContract<Name, Data>, "type">,
): CommandContract<Name, Data> => ({ ...declared, type: typeOfCommand(declared.name, declared.version) });

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const requiredOf = ({ required }: JsonSchema): readonly unknown[] => (Array.isArray(required) ? required : []);

/** Fields that a sender of the released schema may leave out, and of today's may not. */
const wanted = (released: JsonSchema, today: JsonSchema, path: string): string[] => {
  const known = new Set(requiredOf(released));
  const own = requiredOf(today).filter((name) => !known.has(name));
  const [was, is] = [released["properties"], today["properties"]];
  const below =
    isObject(was) && isObject(is)
      ? Object.entries(is).flatMap(([name, field]) => {
          const before = was[name];
          return isObject(before) && isObject(field) ? wanted(before, field, `${path}/${name}`) : [];
        })
      : [];
  return [...own.map((name) => `${path}/${String(name)} must be sent now`), ...below];
};

/** What refuses somebody who sends what the released schema describes, one sentence each. */
export const breaksSenders = (released: JsonSchema, today: JsonSchema): readonly string[] => [
  ...breaks(released, today),
  ...wanted(released, today, ""),
];
