// A small bank whose master system of people sends commands: units, an account with rights over one branch or over all, servers.
import { createAdministrator } from "@tabel/command-api";
import { migrateKeyVault } from "@tabel/event-store";
import { migrateIntegration } from "@tabel/integration";
import { testDatabase } from "@tabel/test-infra";
import { randomUUID } from "node:crypto";
import { type CommandSide, openCommandSide, type Servers } from "./command-side.js";

export interface PreparedBank extends Servers {
  readonly side: CommandSide;
  /** Of the one who administers everything. */
  carryOut(account: string, name: string, data: object): Promise<string>;
  /** Types and command ids of a stream's events, in their order. */
  events(
    stream: string,
  ): Promise<
    readonly { type: string; commandId: string; actor: string; correlationId: string; data: Record<string, unknown> }[]
  >;
  close(): Promise<void>;
}

export const newcomer = (employeeId: string, more: object = {}) => ({
  employeeId,
  fullName: { last: "Смирнова", first: "Анна", middle: null },
  email: "smirnova@example.org",
  hiredOn: "2025-01-09",
  unitId: "branch",
  position: "Кассир",
  country: "RU",
  timeZone: "Europe/Moscow",
  ...more,
});

const since = "2024-01-01";

export const prepareBank = async (eventStoreUrl: string): Promise<PreparedBank> => {
  const database = await testDatabase();
  const { connectionString } = database;
  await migrateKeyVault(connectionString);
  await migrateIntegration(connectionString);
  const side = openCommandSide({ connectionString, eventStoreUrl });
  const carryOut = async (account: string, name: string, data: object): Promise<string> => {
    const commandId = randomUUID();
    const outcome = await side.api.forAccounts.carryOut({
      name,
      data,
      commandId,
      account,
      correlationId: commandId,
      traceparent: undefined,
    });
    if (outcome.is !== "done")
      throw new Error(`${name}: ${outcome.is === "later" ? outcome.why : outcome.problem.code}`);
    return outcome.position;
  };
  await createAdministrator({
    store: side.store,
    userId: "admin",
    password: "not used here",
    at: new Date().toISOString(),
  });
  const grant = (userId: string, scope: object) =>
    carryOut("admin", "grant-role", { userId, role: "hr-officer", scope, from: since, until: null });
  await grant("master-hr", { over: "all" });
  for (const [unitId, parentId] of [
    ["bank", null],
    ["branch", "bank"],
    ["office", "bank"],
  ] as const)
    await carryOut("master-hr", "establish-unit", { unitId, name: unitId, parentId, on: since });
  await grant("sick-notes", { over: "units", unitIds: ["branch"] });
  return {
    connectionString,
    eventStoreUrl,
    side,
    carryOut,
    events: async (stream) => {
      const found = [];
      for await (const { type, metadata, data } of side.store.readStream(stream))
        found.push({
          type,
          commandId: metadata.commandId,
          actor: metadata.actor,
          correlationId: metadata.$correlationId,
          data: data as Record<string, unknown>, // of whatever event
        });
      return found;
    },
    close: async () => {
      await side.close();
      await database.drop();
    },
  };
};
