// A server in a process of its own, to be killed at any moment.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { EventStoreDBClient } from "@eventstore/db-client";

export class KillableServer {
  readonly client: EventStoreDBClient;
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess, connectionString: string) {
    this.child = child;
    this.client = EventStoreDBClient.connectionString`${connectionString}`;
  }

  static async start(dataFolder: string): Promise<KillableServer> {
    const script = fileURLToPath(new URL("./serve.js", import.meta.url));
    const child = spawn(process.execPath, [script, dataFolder], { stdio: ["ignore", "pipe", "inherit"] });
    for await (const line of createInterface({ input: child.stdout })) {
      const [, connectionString] = /^Event store ready: (\S+)$/.exec(line) ?? [];
      if (connectionString !== undefined) return new KillableServer(child, connectionString);
    }
    throw new Error("The event store ended before it was ready.");
  }

  /** kill -9: nothing is closed, flushed or said. */
  async kill(): Promise<void> {
    const exited = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await exited;
    await this.client.dispose();
  }
}
