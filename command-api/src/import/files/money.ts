// Amounts of money as people write them, to integer minor units, without a floating-point number on the way.

// ISO 4217: every currency has two digits after the point, except these.
const otherDigits: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    [
      "BIF",
      "CLP",
      "DJF",
      "GNF",
      "ISK",
      "JPY",
      "KMF",
      "KRW",
      "PYG",
      "RWF",
      "UGX",
      "VND",
      "VUV",
      "XAF",
      "XOF",
      "XPF",
    ].map((code) => [code, 0]),
  ),
  ...Object.fromEntries(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map((code) => [code, 3])),
};

const known = new Set(Intl.supportedValuesOf("currency"));

export const isCurrency = (code: string): boolean => known.has(code);

export const minorDigits = (currency: string): number => otherDigits[currency] ?? 2;

/** A decimal with at most `digits` digits after a point or comma, as an integer of its smallest unit; undefined where it is none. */
export const readDecimal = (text: string, digits: number): number | undefined => {
  const match = /^(-?)(\d{1,15})(?:[.,](\d{1,9}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = ""] = match;
  if (fraction.length > digits) return undefined;
  const value = Number(whole + fraction.padEnd(digits, "0"));
  if (!Number.isSafeInteger(value)) return undefined;
  return sign === "-" && value !== 0 ? -value : value;
};
