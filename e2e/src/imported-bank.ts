// A bank of 2,000 generated people, imported into a running Tabel, and log-ins for those whom the tests are about.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logIn, startTabel, tabel, type Person, type RunningTabel } from "./running-tabel.js";

/** As demo-data writes them to demo-logins.json. */
export type Persona =
  "administrator" | "hr-officer" | "accountant" | "auditor" | "superior-head" | "head" | "employee" | "second-employee";

export const PASSWORD = "a-password-for-tests";

export interface ImportedBank {
  readonly dataFolder: string;
  readonly running: RunningTabel;
  readonly loginOf: Readonly<Record<Persona, string>>;
  as(persona: Persona): Promise<Person>;
  /** Starts again on the same data, after a stop or a kill. */
  restart(): Promise<void>;
  end(): Promise<void>;
}

const succeed = async (args: readonly string[], dataFolder: string, input?: string): Promise<string> => {
  const { code, output } = await tabel(args, input === undefined ? { dataFolder } : { dataFolder, input });
  if (code !== 0) throw new Error(`tabel ${args.join(" ")} ended with ${code}:\n${output}`);
  return output;
};

export const importBank = async (employees: number): Promise<ImportedBank> => {
  const base = mkdtempSync(join(tmpdir(), "tabel bank "));
  const dataFolder = join(base, "data");
  const files = join(base, "files");
  await succeed(["demo-data", "--employees", String(employees), "--months", "3", "--seed", "7", files], dataFolder);
  let running = await startTabel(dataFolder);
  await succeed(["import", files], dataFolder);
  const personas = JSON.parse(readFileSync(join(files, "demo-logins.json"), "utf8")) as {
    login: string;
    persona: Persona;
  }[]; // ours
  const loginOf = Object.fromEntries(personas.map(({ login, persona }) => [persona, login])) as Record<Persona, string>;
  // The administrator gets a password on the machine itself, everybody else from the administrator.
  await succeed(["access", "set-password", loginOf.administrator], dataFolder, PASSWORD);
  const administrator = await logIn(running.url, loginOf.administrator, PASSWORD);
  for (const userId of Object.values(loginOf).filter((login) => login !== loginOf.administrator)) {
    const { status, body } = await administrator.command("set-password", { userId, password: PASSWORD });
    if (status !== 200) throw new Error(`set-password of ${userId} answered ${status}: ${JSON.stringify(body)}`);
  }
  return {
    dataFolder,
    get running() {
      return running;
    },
    loginOf,
    as: (persona) => logIn(running.url, loginOf[persona], PASSWORD),
    restart: async () => {
      running = await startTabel(dataFolder);
    },
    end: async () => {
      await running.kill();
      rmSync(base, { recursive: true, force: true });
    },
  };
};
