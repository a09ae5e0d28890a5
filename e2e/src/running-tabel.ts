// A whole Tabel in a process of its own, as `npm start` runs it, and a client that talks to it as a frontend would.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

export interface RunningTabel {
  readonly url: string;
  readonly pid: number;
  /** What it has written to the terminal so far. */
  output(): string;
  /** SIGTERM; resolves to the exit code and how long it took. */
  stop(): Promise<{ code: number | null; milliseconds: number }>;
  /** SIGKILL: no goodbye. */
  kill(): Promise<void>;
}

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** The longest that any single command of the tests may take, in milliseconds. */
const COMMAND_MS = 150_000;

const launch = (
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): [ChildProcess, () => string] => {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: "", LOG_LEVEL: "info", ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return [child, () => output];
};

const ended = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
};

/** Starts Tabel on a free port. Throws with what it printed when it ends before it is ready. */
export const startTabel = async (
  dataFolder: string,
  options: { demo?: boolean; environment?: Readonly<Record<string, string>> } = {},
): Promise<RunningTabel> => {
  const args = [join(root, "scripts/start.mjs"), ...(options.demo === true ? [] : ["--no-demo"])];
  const [child, output] = launch(args, { PORT: "0", TABEL_DATA: dataFolder, ...options.environment });
  const url = await new Promise<string>((resolve, reject) => {
    const look = (): void => {
      const ready = /Tabel is ready at (\S+) .*Ctrl-C stops it/s.exec(output()); // its last line
      if (ready?.[1] !== undefined) resolve(ready[1]);
    };
    child.stderr?.on("data", look);
    child.once("exit", (code) => reject(new Error(`Tabel ended with ${code} before it was ready:\n${output()}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    output,
    stop: async () => {
      const began = performance.now();
      child.kill("SIGTERM");
      const code = await ended(child);
      return { code, milliseconds: performance.now() - began };
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended(child);
    },
  };
};

/** Runs one `tabel` command to its end. */
export const tabel = async (
  args: readonly string[],
  options: { dataFolder?: string; input?: string; environment?: Readonly<Record<string, string>> } = {},
): Promise<Ended> => {
  const folder = options.dataFolder === undefined ? {} : { TABEL_DATA: options.dataFolder };
  const [child, output] = launch([join(root, "scripts/tabel.mjs"), ...args], { ...folder, ...options.environment });
  child.stdin?.end(options.input ?? "");
  // A command that hangs is a fault; it must not outlive the test that finds it.
  const late = setTimeout(() => child.kill("SIGKILL"), COMMAND_MS);
  const code = await ended(child);
  clearTimeout(late);
  return { code, output: output() };
};

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A person at a frontend: logged in once, posts commands, reads views. */
export interface Person {
  readonly token: string;
  command<Body = Record<string, unknown>>(name: string, body: unknown, commandId?: string): Promise<Answer<Body>>;
  view<Body = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<Answer<Body>>;
}

const answerOf = async <Body>(response: Response): Promise<Answer<Body>> => {
  const text = await response.text();
  const body = (text === "" ? {} : JSON.parse(text)) as Body; // each test says what it expects
  return { status: response.status, headers: response.headers, body };
};

export const logIn = async (url: string, login: string, password: string): Promise<Person> => {
  const response = await fetch(`${url}/api/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ login, password }),
  });
  const { status, body } = await answerOf<{ accessToken?: string }>(response);
  if (body.accessToken === undefined) throw new Error(`log-in of ${login} answered ${status}: ${JSON.stringify(body)}`);
  const authorization = `Bearer ${body.accessToken}`;
  return {
    token: body.accessToken,
    command: async (name, command, commandId = randomUUID()) =>
      answerOf(
        await fetch(`${url}/api/commands/${name}`, {
          method: "POST",
          headers: { authorization, "content-type": "application/json", "idempotency-key": commandId },
          body: JSON.stringify(command),
        }),
      ),
    view: async (path, headers = {}) =>
      answerOf(await fetch(`${url}/api/views/${path}`, { headers: { authorization, ...headers } })),
  };
};
