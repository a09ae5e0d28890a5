// A command over Kafka is the command over HTTP: what its contract describes, the command's own schema asks for, no less and no more.
import { expect, test } from "@jest/globals";
import {
  CloseSickLeave,
  ExtendSickLeave,
  HireEmployee,
  OpenSickLeave,
  RecordLeaving,
  RehireEmployee,
  TransferEmployee,
} from "@tabel/domain";
import { allCommands } from "@tabel/integration-contracts";
import { z } from "zod";

const overHttp: Readonly<Record<(typeof allCommands)[number]["name"], z.ZodType>> = {
  "hire-employee": HireEmployee,
  "rehire-employee": RehireEmployee,
  "transfer-employee": TransferEmployee,
  "record-leaving": RecordLeaving,
  "open-sick-leave": OpenSickLeave,
  "extend-sick-leave": ExtendSickLeave,
  "close-sick-leave": CloseSickLeave,
};

interface Described {
  readonly properties?: Readonly<Record<string, Described>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
}

/** Names of fields and which of them must be there, on every level. */
const shapeOf = ({ properties = {}, required = [] }: Described): object => ({
  required: required.toSorted(),
  fields: Object.fromEntries(
    Object.entries(properties)
      .map(([name, field]) => [name, shapeOf(field)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  ),
});
const described = (schema: z.ZodType): object => shapeOf(z.toJSONSchema(schema, { io: "input" }) as Described); // JSON Schema by its nature

test.each(allCommands)(
  "$type has the fields that the command has over HTTP, and they are required alike",
  ({ name, data }) => {
    expect(described(data)).toEqual(described(overHttp[name]));
  },
);

test.each(allCommands)(
  "the example of $type is taken by the command itself, with the same defaults",
  ({ name, data, example }) => {
    const taken = overHttp[name].parse(example);
    expect(taken).toEqual(data.parse(example));
  },
);

test.each(allCommands)("$type refuses whatever lacks a field that the command asks for", ({ name, data, example }) => {
  for (const field of Object.keys(example)) {
    const { [field as keyof typeof example]: _, ...rest } = example;
    expect([field, data.safeParse(rest).success]).toEqual([field, overHttp[name].safeParse(rest).success]);
  }
});
