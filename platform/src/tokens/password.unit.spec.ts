import { describe, expect, test } from "@jest/globals";
import { Problem } from "../problem/problem.js";
import { hashPassword, passwordFingerprint, verifyPassword } from "./password.js";

describe("a password", () => {
  test("is recognised, and no other one is", async () => {
    const encoded = await hashPassword("correct horse");
    expect(encoded).toMatch(/^\$scrypt\$ln=15,r=8,p=1\$/);
    expect(encoded).not.toContain("horse");
    expect(await verifyPassword("correct horse", encoded)).toBe(true);
    expect(await verifyPassword("correct horsf", encoded)).toBe(false);
    expect(await verifyPassword("", encoded)).toBe(false);
  });

  test("twice the same one gives two hashes", async () => {
    expect(await hashPassword("same")).not.toBe(await hashPassword("same"));
  });

  test("has one fingerprint for one salt, another for another, and none that shows it", async () => {
    const fingerprint = await passwordFingerprint("same", "salt");
    expect(await passwordFingerprint("same", "salt")).toBe(fingerprint);
    expect(await passwordFingerprint("same", "other salt")).not.toBe(fingerprint);
    expect(await passwordFingerprint("other", "salt")).not.toBe(fingerprint);
  });

  test("typed on another system it is the same: й as one code point or as two", async () => {
    expect(await verifyPassword("мои\u0306", await hashPassword("мо\u0439"))).toBe(true);
  });

  test("a person who does not exist costs as much time as one who does, and is refused", async () => {
    const encoded = await hashPassword("right");
    const timed = async (stored: string | undefined) => {
      const started = performance.now();
      expect(await verifyPassword("wrong", stored)).toBe(false);
      return performance.now() - started;
    };
    await timed(encoded);
    const [known, unknown] = [await timed(encoded), await timed(undefined)];
    expect(unknown / known).toBeGreaterThan(0.3);
    expect(unknown / known).toBeLessThan(3);
  });

  test.each([
    "",
    "plain",
    "$scrypt$ln=31,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "$scrypt$ln=15,r=99,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "$scrypt$ln=15,r=8,p=1$$",
  ])("the damaged or costly stored string %p is never a match and never runs", async (stored) => {
    expect(await verifyPassword("", stored)).toBe(false);
  });

  test("a password of megabytes is refused before it costs anything", async () => {
    const encoded = await hashPassword("y");
    const started = performance.now();
    const huge = "x".repeat(10_000_000);
    const answers = await Promise.all(Array.from({ length: 500 }, () => verifyPassword(huge, encoded)));
    expect(new Set(answers)).toEqual(new Set([false])); // not one of them waited in the queue
    await expect(hashPassword("x".repeat(1_025))).rejects.toThrow(RangeError);
    await expect(hashPassword("")).rejects.toThrow(RangeError);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test("a flood of log-ins is refused with 503 beyond the queue, and those in it are answered", async () => {
    const cheap = "$scrypt$ln=1,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => verifyPassword("x", cheap)));
    const refused = outcomes
      .filter((outcome) => outcome.status === "rejected")
      .map((outcome) => outcome.reason as unknown);
    expect(outcomes.length - refused.length).toBe(2 + 64);
    for (const reason of refused) {
      expect(reason).toBeInstanceOf(Problem);
      expect(reason).toMatchObject({ status: 503, code: "overloaded", headers: { "Retry-After": "2" } });
    }
    expect(await verifyPassword("x", cheap)).toBe(false);
  });
});
