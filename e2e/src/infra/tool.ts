// Programs that check what is configured for them: Caddy, promtool, Docker Compose. Nothing is installed here. Where one is missing its specs
// are left out loudly, and fail where CI is set: .ci/run installs them.
import { spawnSync } from "node:child_process";
import { describe, test } from "@jest/globals";
import { root } from "../running-tabel.js";

interface Tool {
  readonly name: string;
  /** That answers with 0 where it is there. */
  readonly asked: readonly string[];
  readonly install: string;
}

export const tools = {
  caddy: { name: "caddy", asked: ["version"], install: "apt-get install -y --no-install-recommends caddy" },
  promtool: {
    name: "promtool",
    asked: ["--version"],
    install: "apt-get install -y --no-install-recommends prometheus",
  },
  compose: {
    name: "docker-compose",
    asked: ["version"],
    install: "apt-get install -y --no-install-recommends docker-compose",
  },
} satisfies Record<string, Tool>;

/** In the checkout; what it wrote, and how it ended. */
export const runTool = (
  { name }: Tool,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): { readonly code: number | null; readonly output: string } => {
  const { status, stdout, stderr } = spawnSync(name, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    encoding: "utf8",
    timeout: 60_000,
  });
  return { code: status, output: `${stdout}${stderr}` };
};

/** As `describe`, where the tool is there. */
export const describeWith = (tool: Tool, what: string, specs: () => void): void => {
  if (runTool(tool, tool.asked).code === 0) {
    describe(what, specs);
    return;
  }
  const missing = `${tool.name} is not here, so nothing was shown of: ${what}. On Debian: ${tool.install}`;
  if (process.env["CI"] !== undefined && process.env["CI"] !== "")
    test(what, () => {
      throw new Error(missing);
    });
  else {
    process.stderr.write(`\n${"=".repeat(100)}\n${missing}\n${"=".repeat(100)}\n`);
    describe.skip(what, specs);
  }
};
