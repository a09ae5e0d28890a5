// Where a running system shows the JSON Schema of a contract.
export type JsonSchema = { readonly [name: string]: unknown };

export const schemaAddress = (type: string): string => `/docs/events/schemas/${type}.json`;
