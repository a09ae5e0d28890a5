// Under which user PostgreSQL runs. It refuses root, and it refuses a user that the system does not list.
//
// - An ordinary, listed user: as itself.
// - Root, or an unlisted user: in a user namespace that shows this user as a listed one. Files stay this user's, so a
//   clone under a 0700 home works.
// - Root where user namespaces are refused: as another listed user. That user owns the cluster, gets the binaries as a
//   copy where it cannot reach the originals, and reaches the cluster through /proc/self/cwd, which needs no permission
//   on the folders above it.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, chmodSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { type Binaries, programPath } from "./binaries.js";
import { PostgresError } from "./postgres-error.js";

/** What is handed to child_process.spawn. */
export interface Invocation {
  readonly command: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

export interface RunAs {
  readonly kind: "itself" | "namespace" | "other-user";
  /** Who must own the cluster's files; undefined leaves them as they are. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  /** How the cluster is named to a program whose working folder it is. */
  clusterArgument(cluster: string): string;
  invoke(program: "initdb" | "postgres", args: readonly string[]): Invocation;
}

interface ListedUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const isListed = (): boolean => {
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
};

const preferredUsers = ["postgres", "nobody", "daemon"];

/** A user of /etc/passwd that is not root: initdb looks its own name up there. */
const someListedUser = (): ListedUser | undefined => {
  if (!existsSync("/etc/passwd")) return undefined;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name = "", , uid = "", gid = ""]): ListedUser => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.name !== "" && user.uid > 0);
  for (const name of preferredUsers) {
    const found = users.find((user) => user.name === name);
    if (found) return found;
  }
  return users[0];
};

const runs = ({ command, args, uid, gid }: Invocation, cwd: string): boolean =>
  spawnSync(command, args, {
    cwd,
    stdio: "ignore",
    timeout: 10_000,
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  }).status === 0;

const asItself = (binaries: Binaries): RunAs => ({
  kind: "itself",
  owner: undefined,
  clusterArgument: (cluster) => cluster,
  invoke: (program, args) => ({ command: programPath(binaries.folder, program), args }),
});

const inNamespace = (binaries: Binaries, shownAs: ListedUser): RunAs => ({
  kind: "namespace",
  owner: { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
  clusterArgument: (cluster) => cluster,
  invoke: (program, args) => ({
    command: "unshare",
    args: [
      "--user",
      `--map-user=${shownAs.uid}`,
      `--map-group=${shownAs.gid}`,
      programPath(binaries.folder, program),
      ...args,
    ],
  }),
});

const asOtherUser = (folder: string, user: ListedUser): RunAs => ({
  kind: "other-user",
  owner: { uid: user.uid, gid: user.gid },
  clusterArgument: () => "/proc/self/cwd",
  invoke: (program, args) => ({ command: programPath(folder, program), args, uid: user.uid, gid: user.gid }),
});

/** A copy that every user can run and only root can change; made once a version. */
const copyForEveryone = (binaries: Binaries): string => {
  const copy = join(tmpdir(), `tabel-postgres-${binaries.version}`);
  if (existsSync(copy)) {
    const found = lstatSync(copy);
    // Somebody else could have put the folder there first: its programs must not be run by root's choice.
    if (found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0) return copy;
    rmSync(copy, { recursive: true, force: true });
  }
  const unfinished = mkdtempSync(`${copy}-`);
  chmodSync(unfinished, 0o755);
  cpSync(binaries.folder, unfinished, { recursive: true, filter: (path) => !path.endsWith(".a") });
  try {
    renameSync(unfinished, copy);
  } catch (fault) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw fault; // otherwise another start made the same copy a moment earlier
  }
  return copy;
};

/**
 * Chooses by trying: each way has to run `postgres --version` in the data folder before it is taken.
 * @param folder an existing data folder
 * @param refuse ways to leave out, so that a fallback can be tried where the first choice works
 */
export const chooseRunAs = (binaries: Binaries, folder: string, refuse: readonly RunAs["kind"][]): RunAs => {
  const version = (way: RunAs) => runs(way.invoke("postgres", ["--version"]), folder);
  const root = process.getuid?.() === 0;
  if (!root && isListed()) {
    const way = asItself(binaries);
    if (version(way)) return way;
    throw new PostgresError(
      `PostgreSQL's program in ${binaries.folder} does not run on this system (it needs glibc and permission to execute): ` +
        `set DATABASE_URL to a PostgreSQL server instead.`,
    );
  }
  const user = someListedUser();
  if (user && !refuse.includes("namespace")) {
    const way = inNamespace(binaries, user);
    if (version(way)) return way;
  }
  if (user && root && process.platform === "linux" && !refuse.includes("other-user")) {
    const original = asOtherUser(binaries.folder, user);
    if (version(original)) return original;
    const copied = asOtherUser(copyForEveryone(binaries), user);
    if (version(copied)) return copied;
  }
  throw new PostgresError(
    root
      ? `PostgreSQL refuses to run as root, and no other user could run it from ${binaries.folder}: ` +
          `start as an ordinary user, or set DATABASE_URL to a PostgreSQL server.`
      : `PostgreSQL needs a user that is listed in /etc/passwd, and user ${process.getuid?.() ?? ""} is not: ` +
          `start as a listed user, or set DATABASE_URL to a PostgreSQL server.`,
  );
};
