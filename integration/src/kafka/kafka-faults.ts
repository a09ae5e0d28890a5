// What a failure of the way to the broker says, in a sentence that tells what to look at, and never with a secret in it.
const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The client wraps what it met; the last cause is it. */
const deepest = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? deepest(error.cause) : error;

const hints: readonly (readonly [pattern: RegExp, says: string])[] = [
  [
    /SASL|authentication failed/i,
    "the broker does not let us in: look at KAFKA_SASL, KAFKA_USERNAME and KAFKA_PASSWORD, and at the broker's users",
  ],
  [
    /altnames|Hostname\/IP does not match/i,
    "the broker's certificate is for another host than the one in KAFKA_BROKERS",
  ],
  [
    /self[- ]signed|unable to verify|unable to get (local )?issuer|UNABLE_TO_/i,
    "the broker's certificate is signed by nobody whom we trust: look at KAFKA_CA_FILE",
  ],
  [/certificate has expired|not yet valid/i, "the broker's certificate does not hold today"],
];

export const causeOf = (error: unknown): string => {
  const said = words(deepest(error)) || words(error);
  const both = `${words(error)} ${said}`;
  const hint = hints.find(([pattern]) => pattern.test(both))?.[1];
  const shown = said.slice(0, 500);
  return hint === undefined ? shown : `${hint} (${shown})`;
};

/** What the way to the broker says; undefined for an error of anything else. */
export const brokerFault = (error: unknown): string | undefined =>
  error instanceof Error && error.name.startsWith("KafkaJS") ? causeOf(error) : undefined;
