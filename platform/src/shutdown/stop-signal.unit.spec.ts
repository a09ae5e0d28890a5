import { expect, test } from "@jest/globals";
import { spawn } from "node:child_process";
import { once } from "node:events";

const listening = async (atStop: string) => {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const program = `
    import { listenForStop } from ${JSON.stringify(new URL("./stop-signal.js", import.meta.url).href)};
    const stop = listenForStop();
    const work = setInterval(() => {}, 1000);
    stop.signal.addEventListener("abort", () => { console.log("told " + stop.signal.reason); ${atStop} });
    console.log("ready");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { env });
  await once(child.stdout, "data");
  return child;
};

test.each(["SIGINT", "SIGTERM"] as const)("%s is told, and the process goes on to its end", async (signal) => {
  const child = await listening("clearInterval(work)");
  const said = once(child.stdout, "data");
  child.kill(signal);
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(String((await said)[0])).toBe(`told ${signal}\n`);
});

test("a second signal ends the process at once, whatever it is still doing", async () => {
  const child = await listening("");
  child.kill("SIGINT");
  await once(child.stdout, "data");
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([130, null]);
});

test("once released, a signal ends the process as it does any other", async () => {
  const child = await listening("stop.release(); process.kill(process.pid, 'SIGTERM')");
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([null, "SIGTERM"]);
});
