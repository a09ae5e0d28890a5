// A server in a process of its own whose memory and standard error can be watched.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export class ObservedServer {
  readonly connectionString: string;
  readonly pid: number;
  private readonly child: ChildProcess;
  private errors = "";

  private constructor(child: ChildProcess, connectionString: string) {
    this.child = child;
    this.connectionString = connectionString;
    this.pid = child.pid ?? 0;
    child.stderr?.on("data", (chunk: Buffer) => (this.errors += chunk.toString()));
  }

  /** `limits` are words for bash's ulimit, set before the server starts. */
  static async start(dataFolder: string, limits?: string): Promise<ObservedServer> {
    const script = fileURLToPath(new URL("../crash/serve.js", import.meta.url));
    const server = [process.execPath, script, dataFolder];
    const [command = "", ...words] =
      limits === undefined ? server : ["bash", "-c", `ulimit ${limits}; exec "$@"`, "bash", ...server];
    const child = spawn(command, words, { stdio: ["ignore", "pipe", "pipe"] });
    for await (const line of createInterface({ input: child.stdout })) {
      const [, connectionString] = /^Event store ready: (\S+)$/.exec(line) ?? [];
      if (connectionString !== undefined) return new ObservedServer(child, connectionString);
    }
    throw new Error("The event store ended before it was ready.");
  }

  get port(): number {
    return Number(/:(\d+)\?/.exec(this.connectionString)?.[1]);
  }

  /** What it said on standard error so far. */
  get said(): string {
    return this.errors;
  }

  /** Resident memory without the pages of mapped files, in MiB. Linux only. */
  get memory(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, "utf8");
    return Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  }

  /** Resolves with how many milliseconds the end took. */
  async stop(): Promise<number> {
    const began = Date.now();
    const exited = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await exited;
    return Date.now() - began;
  }
}
