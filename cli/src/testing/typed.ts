// A command line as a person types it: a process of its own, with what it wrote and how it ended.
import { spawn } from "node:child_process";
import { once } from "node:events";

export interface Typed {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  /** Waits until what it has written so far matches. Rejects when it ends before that. */
  written(pattern: RegExp): Promise<void>;
  /** As Ctrl-C does. */
  readonly interrupt: () => void;
  readonly ended: Promise<Typed>;
}

export const startTyped = (environment: Readonly<Record<string, string>>, commandLine: readonly string[]): Running => {
  const script = `import { run } from ${JSON.stringify(new URL("../index.js", import.meta.url).href)};
    await run(${JSON.stringify(commandLine)});`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { out: "", err: "" };
  let look = (): void => undefined;
  child.stdout.on("data", (text: Buffer) => {
    output.out += String(text);
    look();
  });
  child.stderr.on("data", (text: Buffer) => (output.err += String(text)));
  const ended = once(child, "close").then(([code]: unknown[]) => ({ code: code as number | null, ...output })); // as node documents it
  return {
    ended,
    interrupt: () => void child.kill("SIGINT"),
    written: (pattern) =>
      new Promise((resolve, reject) => {
        look = () => {
          if (pattern.test(output.out)) resolve();
        };
        look();
        void ended.then(({ code, err }) => reject(new Error(`ended with ${code} before it wrote ${pattern}: ${err}`)));
      }),
  };
};

/** Runs it to its end. */
export const typed =
  (environment: Readonly<Record<string, string>>) =>
  (...commandLine: string[]): Promise<Typed> =>
    startTyped(environment, commandLine).ended;
