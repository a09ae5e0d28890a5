// Settings that only matter where services run in programs of their own, beside each other.
import { z } from "zod";
import { Secret } from "./secret.js";

const webAddress = z.string().refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol));

export const besideVariables = {
  COMMANDS_URL: webAddress.transform((value) => value.replace(/\/+$/, "")).optional(),
  TOKEN_VERIFICATION_KEY: z
    .string()
    .refine((value) => value.includes("-----BEGIN PUBLIC KEY-----"))
    .transform((value) => value.replaceAll("\\n", "\n")) // one line in an env file
    .optional(),
  WEB_PUSH_PUBLIC_KEY: z
    .string()
    .regex(/^[\w-]{87}$/)
    .optional(),
  WEB_PUSH_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/)
    .transform((value) => new Secret<string>(value))
    .optional(),
} as const;

/** What would be right, in the words of the error message. */
export const rightBesideVariables: Readonly<Record<keyof typeof besideVariables, string>> = {
  COMMANDS_URL: "the address of the command side, such as http://command-api:8080",
  TOKEN_VERIFICATION_KEY: "the public key of TOKEN_SIGNING_KEY in PEM",
  WEB_PUSH_PUBLIC_KEY: "the public key of web push, 65 bytes in base64url",
  WEB_PUSH_PRIVATE_KEY: "the private key of WEB_PUSH_PUBLIC_KEY, 32 bytes in base64url",
};

export const besideSecrets = ["WEB_PUSH_PRIVATE_KEY"] as const;

export type BesideValues = z.output<z.ZodObject<typeof besideVariables>>;

export interface WebPushKeys {
  readonly publicKey: string;
  /** Undefined in a program that only tells browsers the public one. */
  readonly privateKey: Secret | undefined;
}

export const webPushKeysOf = (values: BesideValues): WebPushKeys | undefined => {
  const { WEB_PUSH_PUBLIC_KEY: publicKey, WEB_PUSH_PRIVATE_KEY: privateKey } = values;
  return publicKey === undefined ? undefined : { publicKey, privateKey };
};
