// A Java process that never outlives the one that started it, however that one ends: a shell between the two waits for the
// end of its input, which comes with the death of whoever holds the other end, and then kills.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";

const guard = `exec 3<&0
"$@" </dev/null 3<&- &
java=$!
{ read -r _ <&3; kill -KILL $java; } >/dev/null 2>&1 &
guard=$!
echo "pid $java"
wait $java
code=$?
kill $guard
exit $code`;

export interface JavaProcess {
  /** Resolves when a line of its output matches; rejects with its last words when it ends before. */
  says(line: RegExp): Promise<void>;
  readonly ended: Promise<void>;
  /** Of the Java process itself; known once it has said something. */
  pid(): number;
}

const lastWords = 3_000;

export const runJava = (
  args: readonly string[],
  options: { readonly heapMegabytes: number; readonly jars: string; readonly logFile: string },
): JavaProcess => {
  const { heapMegabytes, jars, logFile } = options;
  const java = ["java", `-Xmx${heapMegabytes}m`, `-Xms${Math.min(128, heapMegabytes)}m`, "-XX:+UseSerialGC"];
  const quick = ["-XX:TieredStopAtLevel=1", "-cp", `${jars}/*`, ...args];
  const shell: ChildProcess = spawn("sh", ["-c", guard, "sh", ...java, ...quick], {
    stdio: ["pipe", "pipe", "pipe"],
    detached: true, // a Ctrl-C at the terminal reaches the application first
  });
  shell.stdin?.on("error", () => undefined); // its reader has ended
  let said = "";
  let pid = 0;
  const waiting = new Set<{ line: RegExp; heard: () => void }>();
  const hear = (chunk: Buffer): void => {
    const text = chunk.toString();
    appendFileSync(logFile, text);
    said = (said + text).slice(-lastWords);
    pid ||= Number(/^pid (\d+)$/m.exec(said)?.[1] ?? 0);
    for (const wish of waiting) if (wish.line.test(said)) wish.heard();
  };
  shell.stdout?.on("data", hear);
  shell.stderr?.on("data", hear);
  const ended = once(shell, "close").then(() => undefined);
  return {
    ended,
    pid: () => pid,
    says: (line) =>
      new Promise((resolve, reject) => {
        const wish = { line, heard: resolve };
        waiting.add(wish);
        if (line.test(said)) resolve();
        void ended.then(() => reject(new Error(`the broker ended:\n${said.trim()}`)));
      }),
  };
};
