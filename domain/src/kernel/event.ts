// How an event type is declared. A declaration is the storage contract: name, version and fields stay for ever;
// a new shape is a new version and an upcaster from the old one.
import { z } from "zod";

const personalFields = z.registry<{ personal: true }>();

/** Marks a field as personal data: it is encrypted with the subject's own key before it reaches the log. */
export const personal = <Schema extends z.ZodType>(schema: Schema): Schema => {
  // A schema of its own: the one handed in may stand in other events too, where it describes nobody.
  const own = schema.clone(undefined, { parent: true });
  personalFields.add(own, { personal: true });
  return own;
};

export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

export interface EventDefinition<Type extends string = string, Schema extends z.ZodObject = z.ZodObject> {
  (data: z.input<Schema>): DomainEvent<Type, z.output<Schema>>;
  readonly type: Type;
  /** Counts up from 1 with each change of shape; stands in the metadata of every stored event. */
  readonly version: number;
  readonly schema: Schema;
  /** Names of the top-level fields that are personal data. */
  readonly personal: readonly string[];
  /** The field that names the person whose key encrypts the personal fields; absent where there are none. */
  readonly subject: string | undefined;
  /** One function a past version: `upcasters[0]` lifts version 1 to version 2, and so on. */
  readonly upcasters: readonly Upcaster[];
}

export type Upcaster = (data: Record<string, unknown>) => Record<string, unknown>;

export type EventOf<Definition> =
  Definition extends EventDefinition<infer Type, infer Schema> ? DomainEvent<Type, z.output<Schema>> : never;

interface EventOptions<Shape> {
  /** Required when a field is personal. */
  readonly subject?: keyof Shape & string;
  readonly upcasters?: readonly Upcaster[];
}

/**
 * Declares an event type. The returned value makes such an event (parsing its data), and carries the contract.
 * Throws while the program loads when a declaration contradicts itself.
 */
export const event = <Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  version: number,
  shape: Shape,
  options: EventOptions<Shape> = {},
): EventDefinition<Type, z.ZodObject<Shape>> => {
  const schema = z.object(shape);
  const personalNames = Object.keys(shape).filter((name) => personalFields.has(shape[name] as z.ZodType)); // a raw shape holds schemas
  if (personalNames.length > 0 && options.subject === undefined)
    throw new TypeError(`${type} has personal fields (${personalNames.join(", ")}) and must name its subject`);
  if ((options.upcasters?.length ?? 0) !== version - 1)
    throw new TypeError(`${type} is at version ${version} and needs ${version - 1} upcasters`);
  const make = (data: z.input<typeof schema>): DomainEvent<Type, z.output<typeof schema>> => ({
    type,
    data: schema.parse(data),
  });
  return Object.assign(make, {
    type,
    version,
    schema,
    personal: personalNames,
    subject: options.subject,
    upcasters: options.upcasters ?? [],
  });
};
