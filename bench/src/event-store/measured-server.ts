// Starts the server and knows how long it took to be ready and how much memory it has.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface MeasuredServer {
  readonly connectionString: string;
  /** From the start of the process to its ready line, in milliseconds; a bare Node takes about 40 of them. */
  readonly openedIn: number;
  /** Resident memory in MiB, and the part of it that is not pages of the store's own file. */
  memory(): { readonly resident: number; readonly own: number };
  /** Seconds of processor time so far. */
  processorSeconds(): number;
  stop(): Promise<void>;
}

export const startServer = async (dataFolder: string): Promise<MeasuredServer> => {
  const began = performance.now();
  const script = fileURLToPath(new URL("./server.js", import.meta.url));
  const child = spawn(process.execPath, [script, dataFolder], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, connectionString] = /^Event store ready: (\S+)$/.exec(line) ?? [];
    if (connectionString === undefined) continue;
    return { connectionString, openedIn: performance.now() - began, ...observe(child) };
  }
  throw new Error("The event store ended before it was ready.");
};

const TICKS_PER_SECOND = 100; // of /proc on Linux

const observe = (child: ChildProcess): Pick<MeasuredServer, "memory" | "processorSeconds" | "stop"> => ({
  memory: () => {
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    const mebibytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0) / 1024;
    return { resident: mebibytes("VmRSS"), own: mebibytes("RssAnon") };
  },
  processorSeconds: () => {
    const stat = readFileSync(`/proc/${child.pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  },
  stop: async () => {
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    await exited;
  },
});
