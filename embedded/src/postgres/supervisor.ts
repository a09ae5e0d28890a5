// A process of its own between us and PostgreSQL. It exists so that the server never outlives the process that started
// it, however that one ends: when the channel to it closes, the server is shut down. It also starts a server again that
// died by itself. It runs in its own session, so a Ctrl-C at the terminal reaches the application first, not the server.
import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type Invocation } from "./run-as.js";

/** Sent by the starter, once. */
export interface SupervisorTask extends Invocation {
  readonly cwd: string;
  readonly logFile: string;
  readonly pidFile: string;
  /** Milliseconds for a fast shutdown before an immediate one. */
  readonly shutdownTimeout: number;
}

/** Sent to the starter: ready, or the server's last words before it ended for good. */
export type SupervisorNews = { readonly ready: true } | { readonly ended: string };

const maximalLog = 4 * 1024 * 1024;

// A server that died by itself (killed, or its disk was full) is started again for as long as its owner lives, each time
// after a longer wait. One that held out for a minute counts as well again.
const firstRestartDelay = 200;
const longestRestartDelay = 5_000;
const wellAfter = 60_000;

const tell = (news: SupervisorNews) => {
  if (process.connected) process.send?.(news, () => undefined);
};

const logTo = (file: string) => {
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return (chunk: Buffer) => {
    try {
      if (size > maximalLog) {
        renameSync(file, `${file}.1`);
        size = 0;
      }
      appendFileSync(file, chunk, { mode: 0o600 });
      size += chunk.length;
    } catch {
      // a full disk must not take the server down through its log
    }
  };
};

const supervise = (task: SupervisorTask) => {
  const log = logTo(task.logFile);
  let everReady = false;
  let failures = 0;
  let server: ChildProcess | undefined;
  let shuttingDown = false;

  const shutDown = () => {
    if (shuttingDown) return;
    shuttingDown = true;
    rmSync(task.pidFile, { force: true });
    if (server?.exitCode !== null || server.signalCode !== null) process.exit(0);
    server.kill("SIGINT");
    setTimeout(() => server?.kill("SIGQUIT"), task.shutdownTimeout);
    setTimeout(() => server?.kill("SIGKILL"), task.shutdownTimeout + 3_000);
  };

  const start = () => {
    let lastWords = "";
    let readySince: number | undefined;
    server = spawn(task.command, task.args, {
      cwd: task.cwd,
      stdio: ["ignore", "ignore", "pipe"],
      ...(task.uid === undefined ? {} : { uid: task.uid }),
      ...(task.gid === undefined ? {} : { gid: task.gid }),
    });
    const end = (words: string) => {
      if (shuttingDown) process.exit(0);
      if (everReady) {
        if (readySince !== undefined && Date.now() - readySince > wellAfter) failures = 0;
        const delay = Math.min(longestRestartDelay, firstRestartDelay * 2 ** failures);
        failures += 1;
        setTimeout(start, delay);
        return;
      }
      rmSync(task.pidFile, { force: true });
      tell({ ended: words });
      process.exitCode = 1;
      if (process.connected) process.disconnect();
    };
    server.stderr?.on("data", (chunk: Buffer) => {
      log(chunk);
      lastWords = (lastWords + chunk.toString()).slice(-4_096);
      if (readySince === undefined && lastWords.includes("ready to accept connections")) {
        readySince = Date.now();
        everReady = true;
        tell({ ready: true });
      }
    });
    server.once("error", (fault) => end(fault.message));
    server.once("close", () => end(lastWords));
  };

  writeFileSync(task.pidFile, `${process.pid}\n`, { mode: 0o600 });
  process.on("message", (message) => {
    if (message === "stop") shutDown();
  });
  process.on("disconnect", shutDown);
  process.on("SIGTERM", shutDown);
  process.on("SIGINT", shutDown);
  start();
};

// The only sender is start-postgres.ts, which is compiled together with this file.
process.once("message", (task) => supervise(task as SupervisorTask));
