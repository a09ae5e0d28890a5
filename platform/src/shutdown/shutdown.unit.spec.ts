import { describe, expect, test } from "@jest/globals";
import { spawn } from "node:child_process";
import { once } from "node:events";
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

describe("signals", () => {
  const program = (step: string) => `
    import { createLogger } from ${JSON.stringify(new URL("../logging/logger.js", import.meta.url).href)};
    import { createShutdown } from ${JSON.stringify(new URL("./shutdown.js", import.meta.url).href)};
    const shutdown = createShutdown({ logger: createLogger({ level: "silent", name: "spec" }) });
    shutdown.add("step", 20_000, ${step});
    shutdown.listenToSignals();
    setInterval(() => {}, 1000);
    console.log("ready");`;
  const start = async (step: string) => {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program(step)], { env });
    await once(child.stdout, "data");
    return child;
  };

  test.each(["SIGINT", "SIGTERM"] as const)("%s stops in order and exits with 0", async (signal) => {
    const child = await start(`async () => { process.stdout.write("stopped") }`);
    const said = once(child.stdout, "data");
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(String((await said)[0])).toBe("stopped");
  });

  test("a second signal exits at once although a step still runs", async () => {
    const child = await start(`() => { console.log("stopping"); return new Promise(() => {}) }`);
    child.kill("SIGINT");
    await once(child.stdout, "data");
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([130, null]);
  });
});
