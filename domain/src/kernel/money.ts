// Money: integer minor units of a currency, never a floating-point number.
import { z } from "zod";

/** Integer minor units (kopecks, cents) of an ISO 4217 currency. */
export const Money = z.object({ minor: z.int().min(0).max(100_000_000_000), currency: z.string().regex(/^[A-Z]{3}$/) });
export type Money = z.output<typeof Money>;

/** amount × numerator ÷ denominator in whole minor units, half up, exact for any size; all of them 0 or more. */
export const share = (amount: number, numerator: number, denominator: number): number => {
  if (denominator <= 0) return 0;
  const doubled = 2n * BigInt(amount) * BigInt(numerator) + BigInt(denominator);
  return Number(doubled / (2n * BigInt(denominator)));
};
