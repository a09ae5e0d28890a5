import { describe, expect, test } from "@jest/globals";
import { createLogger } from "../logging/logger.js";
import { createShutdown } from "./shutdown.js";

const logger = createLogger({ level: "silent", name: "spec" });
const never = () => new Promise<void>(() => undefined);

describe("a shutdown", () => {
  test("stops in the reverse order of starting, each step after the one before", async () => {
    const shutdown = createShutdown({ logger });
    const order: string[] = [];
    for (const name of ["database", "store", "http"])
      shutdown.add(name, 1_000, async () => {
        await Promise.resolve();
        order.push(name);
      });
    expect(await shutdown.run("spec")).toEqual([]);
    expect(order).toEqual(["http", "store", "database"]);
  });

  test("a step that hangs or fails is named, and the others still run", async () => {
    const shutdown = createShutdown({ logger });
    let reached = false;
    shutdown.add("last", 1_000, () => void (reached = true));
    shutdown.add("throws", 1_000, () => {
      throw new Error("no");
    });
    shutdown.add("hangs", 20, never);
    expect(await shutdown.run("spec")).toEqual(["hangs", "throws"]);
    expect(reached).toBe(true);
  });

  test("asked twice, it runs once", async () => {
    const shutdown = createShutdown({ logger });
    let times = 0;
    shutdown.add("once", 1_000, () => void (times += 1));
    await Promise.all([shutdown.run("one"), shutdown.run("other")]);
    expect(times).toBe(1);
  });
});
