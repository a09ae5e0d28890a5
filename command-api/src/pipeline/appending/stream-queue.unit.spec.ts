import { describe, expect, test } from "@jest/globals";
import { setImmediate as turn } from "node:timers/promises";
import { createStreamQueue, LineFull } from "./stream-queue.js";

describe("the line of a stream", () => {
  test("lets one in at a time, in order, while other streams go on", async () => {
    const lines = createStreamQueue(10);
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} in`);
      await turn();
      seen.push(`${name} out`);
    };
    await Promise.all([lines.run("a", work("a1")), lines.run("a", work("a2")), lines.run("b", work("b1"))]);
    expect(seen.filter((each) => each.startsWith("a"))).toEqual(["a1 in", "a1 out", "a2 in", "a2 out"]);
    expect(seen.indexOf("b1 in")).toBeLessThan(seen.indexOf("a1 out"));
  });

  test("goes on after a failure, and forgets the stream when nobody is left", async () => {
    const lines = createStreamQueue(10);
    const failed = lines.run("a", () => Promise.reject(new Error("no")));
    const next = lines.run("a", () => Promise.resolve("yes"));
    await expect(failed).rejects.toThrow("no");
    expect(await next).toBe("yes");
    expect(lines.busy).toBe(0);
  });

  test("is refused at once when it is full, and open again when somebody has left", async () => {
    const lines = createStreamQueue(2);
    const both = [lines.run("a", () => turn("first")), lines.run("a", () => turn("second"))];
    await expect(lines.run("a", () => turn("third"))).rejects.toThrow(LineFull);
    expect(await Promise.all(both)).toEqual(["first", "second"]);
    expect(await lines.run("a", () => turn("fourth"))).toBe("fourth");
  });
});
