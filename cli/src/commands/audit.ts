// tabel audit: what an auditor takes away, and whether the log is the one that was signed.
import { readFile } from "node:fs/promises";
import { exportAudit, sealedLines, verifyAudit } from "@tabel/audit";
import type { Command } from "commander";
import { auditParts } from "../composition/audit-trail.js";
import { StartFault } from "../composition/start-fault.js";
import { withParts } from "../composition/with-parts.js";

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const whole = new Intl.NumberFormat("en");

const textOf = (file: string): Promise<string> =>
  readFile(file, "utf8").catch((cause: unknown) => {
    throw new StartFault(`${file} cannot be read.`, { cause });
  });

const publicKey = (): Promise<void> =>
  withParts(async ({ configuration }) => {
    const { signer } = await auditParts(configuration);
    process.stdout.write(signer.publicKey);
  });

const exportTo = (folder: string): Promise<void> =>
  withParts(async ({ store, configuration }) => {
    const { keeper } = await auditParts(configuration);
    const count = await exportAudit(store, keeper, folder).catch((cause: unknown) => {
      throw new StartFault(`The export could not be written: is there a folder ${folder} already, or no room?`, {
        cause,
      });
    });
    say(
      `Exported ${whole.format(count)} events to ${folder}; prove them with: node ${folder}/verify.mjs ${folder} PUBLIC-KEY.pem`,
    );
  });

const verify = ({ key, kept }: { key?: string; kept?: string }): Promise<void> =>
  withParts(async ({ store, configuration }) => {
    const { signer, keeper } = await auditParts(configuration);
    const verdict = await verifyAudit({
      events: () => sealedLines(store),
      checkpoints: await keeper.lines(),
      kept: kept === undefined ? [] : (await textOf(kept)).split("\n").filter((line) => line !== ""),
      publicKey: key === undefined ? signer.publicKey : await textOf(key),
    });
    for (const fault of verdict.faults) say(fault);
    const { sound, events, signed, unsigned } = verdict;
    say(
      `${sound ? "Sound" : "Not sound"}: ${whole.format(events)} events, ${whole.format(signed)} of them signed, ${whole.format(unsigned)} after the last checkpoint.`,
    );
    if (!sound) process.exitCode = 1;
  });

export const register = (program: Command): void => {
  const audit = program.command("audit").description("prove that the log is the one that was signed");
  audit.command("key").description("print the public key, for whoever verifies").action(publicKey);
  audit
    .command("export <folder>")
    .description("write sealed events, checkpoints and the verifier into a new folder")
    .action(exportTo);
  audit
    .command("verify")
    .description("compare the log with its signed checkpoints, and say where they differ")
    .option("--key <file>", "the public key in PEM (default: that of the configured signing key)")
    .option("--kept <file>", "checkpoints that were kept elsewhere: each must still be there")
    .action(verify);
};
