// docker-compose.yml held to what it promises: every container is shut in and looked after, nothing is `latest`, no secret stands in it,
// and every setting is one that Tabel reads.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { settingNames } from "@tabel/platform";
import { parse } from "yaml";
import { root } from "../running-tabel.js";
import { describeWith, runTool, tools } from "./tool.js";

interface Container {
  readonly image: string;
  readonly profiles: readonly string[];
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly privileged?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly build?: { readonly target: string };
}

const text = readFileSync(join(root, "docker-compose.yml"), "utf8");
const { services } = parse(text, { merge: true }) as { services: Record<string, Container> }; // checked below
const ours = ["migrate", "command-api", "query-api", "projections", "processes", "integration", "audit"];

/** Why a container has no health check of its own. */
const unasked: Readonly<Record<string, string>> = {
  migrate: "ends when it is done",
  "otel-collector": "no shell in its image; Prometheus asks it",
  loki: "no shell in its image; Prometheus asks it",
  tempo: "no shell in its image; Prometheus asks it",
};
/** Whose image writes into itself at its start. */
const writing = ["kafka", "keycloak"];

describe.each(Object.entries(services))("%s", (name, container) => {
  test("is shut in: no root with rights, no rights to gain, nothing to write to but volumes", () => {
    expect(container.user).toMatch(/^\d+:\d+$/);
    expect(container.cap_drop).toEqual(["ALL"]);
    expect(container.security_opt).toContain("no-new-privileges:true");
    expect(container.privileged).toBeUndefined();
    expect(container.read_only).toBe(!writing.includes(name));
    if (ours.includes(name)) expect(container.user).toBe("10001:10001");
  });

  test("is looked after, or it is said who does", () => {
    const looked = container.healthcheck?.test !== undefined && container.healthcheck.disable !== true;
    expect(looked).toBe(unasked[name] === undefined);
  });

  test("is of a version, which a release can name by digest", () => {
    expect(container.image).toMatch(/^\$\{[A-Z_]+:-[^}]+\}/);
    const tag = container.image
      .replaceAll(/\$\{[A-Z_]+:-([^}]*)\}/g, "$1")
      .split(":")
      .at(-1);
    expect(tag).toMatch(/\d/);
    expect(container.image).not.toContain("latest");
  });

  test("belongs to a profile; full has all", () => {
    expect(container.profiles).toContain("full");
  });
});

test("the minimal profile is Tabel, its store, its database, a place for mail, and the gateway", () => {
  const minimal = Object.keys(services).filter((name) => services[name]?.profiles.includes("minimal"));
  expect(minimal.toSorted()).toEqual([...ours, "eventstore", "postgres", "mailpit", "gateway"].toSorted());
});

test.each(ours)("every setting of %s is one that Tabel reads", (name) => {
  const given = Object.keys(services[name]?.environment ?? {});
  expect(given.filter((setting) => !settingNames.includes(setting))).toEqual([]);
  expect(services[name]?.build?.target).toBe(name);
});

test("query-api has neither the store nor anybody's keys", () => {
  const given = Object.keys(services["query-api"]?.environment ?? {});
  for (const secret of ["EVENTSTORE_URL", "TABEL_MASTER_KEY", "TOKEN_SIGNING_KEY"]) expect(given).not.toContain(secret);
});

test("only the gateway is open to other machines", () => {
  for (const [name, { ports = [] }] of Object.entries(services))
    for (const port of ports) expect([name, name === "gateway" || port.startsWith("127.0.0.1:")]).toEqual([name, true]);
});

test("no secret has a value here", () => {
  const secret = /(PASSWORD|SECRET|_KEY|ACCESS_KEY)\b/;
  for (const [name, { environment = {} }] of Object.entries(services))
    for (const [setting, value] of Object.entries(environment))
      if (secret.test(setting))
        expect([name, setting, value]).toEqual([name, setting, expect.stringMatching(/^\$\{\w+:[?-][^}]*\}$/)]);
  expect(text).not.toMatch(/BEGIN [A-Z ]*KEY/);
});

describeWith(tools.compose, "Docker Compose 1.29", () => {
  test.each(["minimal", "full"])("takes the file with the profile %s, and needs the secrets", (profile) => {
    const folder = mkdtempSync(join(tmpdir(), "tabel-compose-"));
    const file = join(folder, "env");
    const asked = ["--env-file", file, "--file", "docker-compose.yml", "config", "--quiet"];
    try {
      writeFileSync(file, `COMPOSE_PROFILES=${profile}\n`);
      const without = runTool(tools.compose, asked);
      expect(without.code).not.toBe(0);
      expect(without.output).toContain("run node infra/compose/make-env.mjs");
      rmSync(file);
      // The secrets as the script makes them, each on one line.
      const made = spawnSync(process.execPath, ["infra/compose/make-env.mjs", profile], {
        cwd: root,
        env: { ...process.env, TABEL_ENV_FILE: file },
      });
      expect(made.status).toBe(0);
      expect(runTool(tools.compose, asked)).toEqual({ code: 0, output: "" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
