// Settings of files and of the model that reads letters beside print reading.
import { z } from "zod";
import { Secret } from "./secret.js";

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to);
const webAddress = z.string().refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol));
const secret = z
  .string()
  .max(1_000)
  .transform((value) => new Secret<string>(value));
const sights = ["vision", "text"] as const;

export const letterVariables = {
  S3_ENDPOINT: webAddress.optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .default("tabel"),
  S3_REGION: z.string().min(1).max(100).default("us-east-1"),
  S3_ACCESS_KEY: z.string().min(1).max(1_000).optional(),
  S3_SECRET_KEY: secret.optional(),
  LETTERS_AT_ONCE: wholeNumber(1, 16).default(1),
  LLM_BASE_URL: webAddress.optional(),
  LLM_MODEL: z.string().min(1).max(200).optional(),
  LLM_API_KEY: secret.optional(),
  LLM_SEES: z.enum(sights).default("vision"),
  LLM_TIMEOUT: wholeNumber(1, 600).default(60),
  LLM_AT_ONCE: wholeNumber(1, 100).default(2),
  LLM_PER_PERSON: wholeNumber(1, 1_000).default(5),
  LLM_MONTHLY_BUDGET: wholeNumber(0, 1_000_000_000).default(0),
  LLM_PRICE_IN: wholeNumber(0, 100_000_000).default(0),
  LLM_PRICE_OUT: wholeNumber(0, 100_000_000).default(0),
} as const;

/** What would be right, in the words of the error message. */
export const rightLetterVariables: Readonly<Record<keyof typeof letterVariables, string>> = {
  S3_ENDPOINT: "the address of an S3 storage, such as https://s3.example.org",
  S3_BUCKET: "the name of a bucket that is there",
  S3_REGION: "the region of the bucket",
  S3_ACCESS_KEY: "the access key of S3_ENDPOINT",
  S3_SECRET_KEY: "the secret key of S3_ACCESS_KEY",
  LETTERS_AT_ONCE: "how many letters are read at the same time, a whole number from 1 to 16",
  LLM_BASE_URL: "the address of a server that speaks the OpenAI protocol, such as http://localhost:8000/v1",
  LLM_MODEL: "the name of a model of LLM_BASE_URL",
  LLM_API_KEY: "the key of LLM_BASE_URL",
  LLM_SEES: `one of ${sights.join(", ")}`,
  LLM_TIMEOUT: "seconds that an answer may take, a whole number from 1 to 600",
  LLM_AT_ONCE: "askings at the same time, a whole number from 1 to 100",
  LLM_PER_PERSON: "askings for one person in a day, a whole number from 1 to 1000",
  LLM_MONTHLY_BUDGET: "minor units of money in a calendar month; 0 where nothing is to be paid",
  LLM_PRICE_IN: "minor units of money for a million tokens that are sent",
  LLM_PRICE_OUT: "minor units of money for a million tokens that are answered",
};

export const letterSecrets = ["S3_SECRET_KEY", "LLM_API_KEY"] as const;

type Values = z.output<z.ZodObject<typeof letterVariables>>;

export interface ModelConfiguration {
  readonly baseUrl: string;
  readonly model: string;
  readonly key: Secret | undefined;
  readonly sees: (typeof sights)[number];
  readonly timeoutMs: number;
  readonly atOnce: number;
  readonly perPersonADay: number;
  /** Minor units of money in a calendar month; 0 for a model that is not paid for. */
  readonly monthlyBudget: number;
  /** Minor units for a million tokens. */
  readonly price: { readonly in: number; readonly out: number };
}

/** Names of variables that are missing beside the one that is there. */
export const missingBeside = (values: Values): readonly (keyof Values)[] => [
  ...(values.S3_ENDPOINT === undefined
    ? []
    : (["S3_ACCESS_KEY", "S3_SECRET_KEY"] as const).filter((name) => values[name] === undefined)),
  ...(values.LLM_BASE_URL === undefined || values.LLM_MODEL !== undefined ? [] : (["LLM_MODEL"] as const)),
  ...(values.LLM_PRICE_IN + values.LLM_PRICE_OUT === 0 || values.LLM_MONTHLY_BUDGET > 0
    ? []
    : (["LLM_MONTHLY_BUDGET"] as const)),
];

export const lettersOf = (values: Values) => ({
  files:
    values.S3_ENDPOINT === undefined || values.S3_ACCESS_KEY === undefined || values.S3_SECRET_KEY === undefined
      ? undefined
      : {
          endpoint: values.S3_ENDPOINT,
          bucket: values.S3_BUCKET,
          region: values.S3_REGION,
          accessKey: values.S3_ACCESS_KEY,
          secretKey: values.S3_SECRET_KEY,
        },
  letters: {
    atOnce: values.LETTERS_AT_ONCE,
    model:
      values.LLM_BASE_URL === undefined || values.LLM_MODEL === undefined
        ? undefined
        : {
            baseUrl: values.LLM_BASE_URL,
            model: values.LLM_MODEL,
            key: values.LLM_API_KEY,
            sees: values.LLM_SEES,
            timeoutMs: values.LLM_TIMEOUT * 1_000,
            atOnce: values.LLM_AT_ONCE,
            perPersonADay: values.LLM_PER_PERSON,
            monthlyBudget: values.LLM_MONTHLY_BUDGET,
            price: { in: values.LLM_PRICE_IN, out: values.LLM_PRICE_OUT },
          },
  },
});
