// What the audit trail costs: reading the log sealed, with and without chaining it; and appending, with and without a trail that signs
// what is appended. Ratios of one run; the rates alone say little on a busy machine.
//   node bench/dist/audit.js            EVENTS sets how many (20,000)
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkpointFile, makeSigningKey, runAudit, sealedLines, signerFrom, verifyAudit } from "@tabel/audit";
import { startEventStore } from "@tabel/embedded";
import { connectEventStore } from "@tabel/event-store";
import { median, secondsOf } from "./figures.js";

const EVENTS = Number(process.env["EVENTS"] ?? 20_000);
const AT_ONCE = 32;
const ROUNDS = 3;

const said = { type: "Said", version: 1, personal: [], subject: undefined, upcasters: [] };
const noKeys = {
  keysOf: () => Promise.resolve(new Map()),
  ensureKeys: () => Promise.resolve(new Map()),
  derivedKey: () => Buffer.alloc(32),
};
const silent = { warn: () => undefined, error: () => undefined };

const folder = await mkdtemp(join(tmpdir(), "tabel-bench-audit-"));
const server = await startEventStore({ dataFolder: join(folder, "store") });
const store = connectEventStore({ connectionString: server.connectionString, catalogue: [said], vault: noKeys });
const signer = signerFrom(makeSigningKey());

let commands = 0;
const append = async (count: number): Promise<void> => {
  const one = async (share: number): Promise<void> => {
    for (let index = 0; index < share; index += 1) {
      commands += 1;
      const commandId = `00000000-0000-4000-8000-${String(commands).padStart(12, "0")}`;
      const metadata = { $correlationId: commandId, $causationId: commandId, commandId, commandHash: "", actor: "e1" };
      await store.append(`said-${commands}`, [{ type: "Said", data: { text: "a".repeat(200) } }], {
        expected: "no-stream",
        metadata,
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, () => one(Math.floor(count / AT_ONCE))));
};

const keeper = checkpointFile(join(folder, "checkpoints.jsonl"));
const trail = () => runAudit({ store, keeper, signer, log: silent, clock: () => new Date().toISOString() });

const without: number[] = [];
const withTrail: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  without.push(await secondsOf(() => append(EVENTS / ROUNDS)));
  const runner = trail();
  await runner.reached(await store.headPosition());
  withTrail.push(await secondsOf(() => append(EVENTS / ROUNDS)));
  await runner.stop();
}
const read = await secondsOf(async () => {
  for await (const line of sealedLines(store)) if (line === "") throw new Error("an event is a line");
});
const checkpoints = await keeper.lines();
const verdict = { sound: false };
const proved = await secondsOf(async () =>
  Object.assign(
    verdict,
    await verifyAudit({ events: () => sealedLines(store), checkpoints, publicKey: signer.publicKey }),
  ),
);
process.stdout.write(
  [
    `appends, ${AT_ONCE} at once: ×${(median(withTrail) / median(without)).toFixed(2)} of their time with the trail (aim: at most 1.25)`,
    `reading the log and proving it: ×${(proved / read).toFixed(2)} of reading it; ${commands} events, ${verdict.sound ? "sound" : "not sound"}`,
    "",
  ].join("\n"),
);
await store.dispose();
await server.stop();
await rm(folder, { recursive: true, force: true });
