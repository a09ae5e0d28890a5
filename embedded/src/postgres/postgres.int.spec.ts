// The embedded PostgreSQL over its life: starts, who may connect, kills.
import { describe, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { layout } from "./cluster.js";
import {
  alive,
  freshFolder,
  killNine,
  postmasterOf,
  query,
  start,
  startElsewhere,
  supervisorOf,
  until,
} from "./spec-servers.js";

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
