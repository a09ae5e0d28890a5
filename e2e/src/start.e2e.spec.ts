// Starting and stopping, as a person at a terminal meets it.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ownerOfFolder } from "@tabel/embedded";
import { logIn, root, startTabel, tabel, type RunningTabel } from "./running-tabel.js";

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "tabel start "));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

interface Claims {
  readonly iat: number;
  readonly exp: number;
}

/** What `tabel start` says when it cannot: its last line, and that it took no stack to say it. */
const refusal = async (environment: Record<string, string>): Promise<string> => {
  const { code, output } = await tabel(["start", "--no-demo"], { environment });
  expect(code).toBe(1);
  expect(output).not.toMatch(/\n\s+at /);
  return output.trim();
};

describe("a running system", () => {
  let running: RunningTabel;
  const folder = (): string => join(base, "data of one");
  beforeAll(async () => {
    running = await startTabel(folder(), { demo: true });
  }, 120_000);
  afterAll(() => running.kill());

  test("has loaded the demonstration with progress and shows its log-ins, which work", async () => {
    expect(running.output()).toMatch(/Writing: (\d+) of \1 /);
    const [, login = ""] = /(e\d{5}) {2}tabel-demo/.exec(running.output()) ?? [];
    const person = await logIn(running.url, login, "tabel-demo");
    expect((await person.view("me")).status).toBe(200);
  });

  test("refuses a second start on the same data folder in one sentence that names the process", async () => {
    const sentence = await refusal({ TABEL_DATA: folder(), PORT: "0" });
    expect(sentence).toMatch(new RegExp(`^The data folder .* is in use by process ${running.pid}; .*\\.$`));
  });

  test("is ready without a log-in, and says why where it is not", async () => {
    // A check that takes longer than 2 s counts as down: on a machine that is busy with other things it is asked again.
    let answer = { status: 0, said: "" };
    for (let asked = 0; asked < 60 && answer.status !== 200; asked += 1) {
      if (asked > 0) await pause(500);
      const response = await fetch(`${running.url}/health/ready`);
      answer = { status: response.status, said: await response.text() };
    }
    expect(answer).toEqual({ status: 200, said: expect.stringContaining('"status":"ready"') });
  });

  test("is live, documented and measured without a log-in", async () => {
    for (const path of [
      "/health/live",
      "/docs",
      "/docs/openapi/commands.json",
      "/docs/openapi/views.json",
      "/metrics",
    ]) {
      const response = await fetch(running.url + path);
      expect([path, response.status]).toEqual([path, 200]);
      const text = await response.text();
      if (path !== "/metrics") continue;
      // People are still told of what was loaded: whoever looks in between sees a moment's lag.
      expect(text).toMatch(/^tabel_projection_lag_seconds\{projection="employees"\} \d/m);
      expect(text).toMatch(/^tabel_notifications_waiting\{channel="email"\} \d+$/m);
    }
  });

  test("stops within 10 s of SIGTERM, and the next start has all data within 10 s", async () => {
    const { code, milliseconds } = await running.stop();
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(10_000);
    running = await startTabel(folder(), { demo: true });
    const seconds = Number(/after ([\d.]+) s/.exec(running.output())?.[1]);
    expect(seconds).toBeLessThan(10);
    expect(running.output()).toContain("tabel-demo");
    expect(running.output()).not.toMatch(/Loading/);
  }, 60_000);

  test("does what its settings say: how long a token holds, where traces go, where logs go", async () => {
    await running.stop();
    const traces: string[] = [];
    const collector = createServer((socket) => {
      let received = "";
      socket.on("data", (chunk) => {
        received += chunk.toString();
        if (!/\r\n\r\n/.test(received)) return;
        traces.push(received);
        socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
      });
    }).listen(0, "127.0.0.1");
    await once(collector, "listening");
    const { port } = collector.address() as AddressInfo; // a TCP server has this kind of address
    const environment = {
      TOKEN_LIFETIME: "120",
      TABEL_LOG: "stdout",
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    };
    running = await startTabel(folder(), { demo: true, environment });
    const [, login = ""] = /(e\d{5}) {2}tabel-demo/.exec(running.output()) ?? [];
    const { token } = await logIn(running.url, login, "tabel-demo");
    const { iat, exp } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Claims;
    expect(exp - iat).toBe(120);
    await running.stop();
    expect(traces.join("")).toMatch(/^POST \/v1\/traces /);
    expect(running.output()).toContain('"route":"/api/auth/login"');
    collector.close();
  }, 60_000);
});

test("npm start hands SIGTERM on: when npm has ended, so has the system, and the folder is free", async () => {
  const folder = join(base, "by npm");
  const npm = spawn("npm", ["start", "--silent", "--", "--no-demo"], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: "", PORT: "0", TABEL_DATA: folder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let output = "";
  await new Promise<void>((resolve, reject) => {
    npm.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Tabel is ready")) resolve();
    });
    npm.once("exit", () => reject(new Error(output)));
  });
  npm.removeAllListeners("exit");
  npm.kill("SIGTERM");
  await once(npm, "exit");
  expect(ownerOfFolder(join(folder, "process"))).toBeUndefined();
}, 60_000);

test("a demonstration whose loading was killed is loaded to its end by the next start", async () => {
  const folder = join(base, "killed while loading");
  const first = spawn(process.execPath, [join(root, "scripts/start.mjs")], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: "", PORT: "0", TABEL_DATA: folder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let output = "";
  await new Promise<void>((resolve, reject) => {
    first.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (/Writing(?:: \d+ of \d+)?/.test(output)) resolve();
    });
    first.once("exit", () => reject(new Error(output)));
  });
  first.removeAllListeners("exit");
  first.kill("SIGKILL");
  await once(first, "exit");
  expect(output).not.toContain("Tabel is ready");
  const second = await startTabel(folder, { demo: true });
  try {
    expect(second.output()).toMatch(/Writing: (\d+) of \1 /);
    for (const [, login = ""] of second.output().matchAll(/(e\d{5}) {2}tabel-demo/g))
      expect((await (await logIn(second.url, login, "tabel-demo")).view("me")).status).toBe(200);
  } finally {
    await second.stop();
  }
}, 90_000);

describe("what keeps it from starting is one sentence", () => {
  test("a busy port", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo; // a TCP server that listens
    try {
      const sentence = await refusal({ TABEL_DATA: join(base, "busy"), PORT: String(port) });
      expect(sentence).toMatch(new RegExp(`^Port ${port} of 127\\.0\\.0\\.1 is in use: .*\\.$`));
    } finally {
      server.close();
    }
  }, 60_000);

  test("a data folder that is a file, or lies below one", async () => {
    const file = join(base, "a file");
    writeFileSync(file, "");
    expect(await refusal({ TABEL_DATA: file })).toMatch(/^The data folder .*\.$/);
    expect(await refusal({ TABEL_DATA: join(file, "below") })).toMatch(/^The data folder .*\.$/);
  });

  test("a data folder that cannot be written", async () => {
    const locked = join(base, "locked");
    mkdirSync(locked, { mode: 0o500 });
    // Not even root writes below /proc and /sys; elsewhere root writes everywhere, so only others try the locked one.
    const folders = process.platform === "linux" ? ["/proc/tabel", "/sys/tabel"] : [];
    if (process.getuid?.() !== 0) folders.push(join(locked, "data"));
    for (const folder of folders) expect(await refusal({ TABEL_DATA: folder })).toMatch(/^The data folder .*\.$/);
  });

  test("templates of messages with a value that a fact does not have: each is named by its fact and language", async () => {
    // Loaded before the program itself, which then finds its own templates like this.
    const faulty = join(base, "faulty-templates.mjs");
    const domain = pathToFileURL(join(root, "domain/dist/index.js")).href;
    writeFileSync(
      faulty,
      `import { templates } from ${JSON.stringify(domain)};
       templates["leave-approved"] = { ...templates["leave-approved"],
         own: { ...templates["leave-approved"].own, en: ["Approved", "By {colour}."] } };
       templates["task-due"] = { ...templates["task-due"], others: { ru: ["Задача", "{whose}"], en: ["Task", "Soon."] } };`,
    );
    const told = await refusal({
      TABEL_DATA: join(base, "faulty templates"),
      PORT: "0",
      NODE_OPTIONS: `--import=${pathToFileURL(faulty).href}`,
    });
    expect(told.slice(told.indexOf("The templates")).split("\n")).toEqual([
      "The templates of messages have faults:",
      "  leave-approved, own, en, paragraph 1 names {colour}, which the fact does not have",
      "  task-due, others, ru, paragraph 1 names {whose}, which the fact does not have",
    ]);
  }, 180_000);

  test("every fault of the configuration at once, without the secrets in it", async () => {
    const output = await refusal({ PORT: "http", LOG_LEVEL: "loud", DATABASE_URL: "hunter2" });
    expect(output).toMatch(/PORT/);
    expect(output).toMatch(/LOG_LEVEL/);
    expect(output).toMatch(/DATABASE_URL/);
    expect(output).not.toContain("hunter2");
  });
});

describe("the command line", () => {
  test("shows its way", async () => {
    const { code, output } = await tabel(["--help"]);
    expect(code).toBe(0);
    for (const group of ["start", "import", "demo-data", "store", "streams", "access"]) expect(output).toContain(group);
  });

  test("says what is wrong with a command it does not know", async () => {
    const { code, output } = await tabel(["strat"]);
    expect(code).toBe(1);
    expect(output).toMatch(/unknown command 'strat'.*\n.*start/s);
  });

  test("npx tabel is this very package, also on a clone that was never installed, and asks no registry for it", () => {
    const clone = join(base, "a clone");
    for (const file of ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", "scripts"])
      cpSync(join(root, file), join(clone, file), { recursive: true });
    // Offline, npx could not fetch a stranger; ours begins by saying that it installs.
    const { stderr } = spawnSync("npx", ["--offline", "tabel", "--help"], { cwd: clone, encoding: "utf8" });
    expect(stderr).toMatch(/^Installing the dependencies with pnpm@/m);
  });
});
