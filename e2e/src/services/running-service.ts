// One service in a program of its own, as a container runs it: `tabel serve`.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface RunningService {
  readonly name: string;
  readonly url: string;
  output(): string;
  /** What readiness says: the status, and the figures of a check. */
  ready(): Promise<{ status: number; body: { checks: Record<string, Record<string, unknown>> } }>;
  metrics(): Promise<string>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL: no goodbye. */
  kill(): Promise<void>;
}

const program = new URL("../../../cli/dist/index.js", import.meta.url).href;

const ended = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
};

const get = async (url: string): Promise<{ status: number; text: string }> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(20_000) });
  return { status: response.status, text: await response.text() };
};

/** Resolves when it listens. Throws with what it printed when it ends before that. */
export const startService = async (
  name: string,
  environment: Readonly<Record<string, string>>,
): Promise<RunningService> => {
  const script = `const { run } = await import(${JSON.stringify(program)}); await run(["serve", ${JSON.stringify(name)}]);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    env: { PATH: process.env["PATH"], HOST: "127.0.0.1", PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (output += String(text)));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", () => {
      const up = /"url":"([^"]+)"[^\n]*the service is up/.exec(output)?.[1];
      if (up !== undefined) resolve(up);
    });
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code} before it was up:\n${output}`)));
  });
  return {
    name,
    url,
    output: () => output,
    ready: async () => {
      const { status, text } = await get(`${url}/health/ready`);
      return { status, body: JSON.parse(text) as Awaited<ReturnType<RunningService["ready"]>>["body"] }; // health-router.ts
    },
    metrics: async () => (await get(`${url}/metrics`)).text,
    stop: async () => {
      child.kill("SIGTERM");
      return ended(child);
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended(child);
    },
  };
};
