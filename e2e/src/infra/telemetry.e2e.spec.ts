// Alerts and dashboards held to what a started system really tells: every metric that they name is in a scrape, every alert has its
// runbook, promtool plays the alerts.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { root, type RunningTabel, startTabel } from "../running-tabel.js";
import { describeWith, runTool, tools } from "./tool.js";

const telemetry = join(root, "infra", "telemetry");

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly labels?: { readonly severity?: string };
  readonly annotations?: { readonly summary?: string; readonly runbook?: string };
}

const rulesFolder = join(telemetry, "prometheus", "rules");
const rules = readdirSync(rulesFolder).flatMap((file) => {
  const { groups } = parse(readFileSync(join(rulesFolder, file), "utf8")) as { groups: { rules: Rule[] }[] }; // promtool checks it
  return groups.flatMap((group) => group.rules);
});
const alerts = rules.filter(({ alert }) => alert !== undefined);

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

const dashboardsFolder = join(telemetry, "grafana", "dashboards");
const dashboards = readdirSync(dashboardsFolder).map(
  (file) => [file, JSON.parse(readFileSync(join(dashboardsFolder, file), "utf8")) as Dashboard] as const, // compared below
);

/** What the rules themselves record, and what Prometheus makes for each target. */
const made = new Set(["up", ...rules.flatMap(({ record }) => (record === undefined ? [] : [record]))]);

/** The metrics that an expression asks for: names that are neither of PromQL, nor labels, nor their values. */
const namesIn = (expr: string): string[] => {
  const bare = expr
    .replaceAll(/"(\\.|[^"])*"/g, '""')
    .replaceAll(/\{[^}]*\}/g, "")
    .replaceAll(/\[[^\]]*\]/g, "")
    .replaceAll(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, "");
  return [...bare.matchAll(/[a-zA-Z_:][a-zA-Z0-9_:]*/g)].map(([name]) => name).filter((name) => !promql.has(name));
};

const promql = new Set(
  "sum max min avg count rate increase histogram_quantile topk absent by and or unless bool offset".split(" "),
);

describe("in a scrape of a started system", () => {
  let folder: string;
  let tabel: RunningTabel;
  let shown: Set<string>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "tabel-telemetry-"));
    tabel = await startTabel(folder);
    await fetch(`${tabel.url}/api/views/me`); // so that there is a request
    const text = await (await fetch(`${tabel.url}/metrics`)).text();
    shown = new Set(
      [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = "", type]) =>
        type === "histogram" ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
      ),
    );
  }, 180_000);
  afterAll(async () => {
    await tabel.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("every metric of every rule is there", () => {
    for (const { alert, record, expr } of rules) {
      const names = namesIn(expr);
      expect([alert ?? record, names.length > 0]).toEqual([alert ?? record, true]);
      expect([alert ?? record, names.filter((name) => !shown.has(name) && !made.has(name))]).toEqual([
        alert ?? record,
        [],
      ]);
    }
  });

  test.each(dashboards)("every metric of %s is there", (_, { panels }) => {
    for (const { title, targets } of panels)
      for (const { expr } of targets) {
        const names = namesIn(expr);
        expect([title, names.length > 0]).toEqual([title, true]);
        expect([title, names.filter((name) => !shown.has(name) && !made.has(name))]).toEqual([title, []]);
      }
  });

  test("a metric that nobody tells would be found", () => {
    expect(namesIn('sum by (job) (rate(tabel_no_such_total{job=~"a|b"}[5m])) > 3')).toEqual(["tabel_no_such_total"]);
    expect(shown.has("tabel_no_such_total")).toBe(false);
  });
});

test("every alert says how urgent it is, what it means, and what to do; no runbook is about nothing", () => {
  for (const { alert, labels, annotations } of alerts) {
    expect([alert, labels?.severity]).toEqual([alert, expect.stringMatching(/^(page|ticket)$/)]);
    expect(annotations?.summary).toBeTruthy();
    const runbook = readFileSync(join(root, annotations?.runbook ?? "none"), "utf8");
    expect([alert, runbook.split("\n", 1)[0]]).toEqual([alert, expect.stringContaining(alert ?? "")]);
  }
  const used = new Set(alerts.map(({ annotations }) => basename(annotations?.runbook ?? "")));
  expect(readdirSync(join(root, "docs", "runbooks")).filter((file) => !used.has(file))).toEqual([]);
});

test("the dashboards are those that make-dashboards.mjs makes", async () => {
  const maker = pathToFileURL(join(telemetry, "grafana", "make-dashboards.mjs")).href;
  const { madeDashboards } = (await import(maker)) as { madeDashboards: () => Record<string, string> }; // ours, not compiled
  const wanted = Object.entries(madeDashboards());
  expect(wanted.map(([name]) => name).toSorted()).toEqual(dashboards.map(([name]) => name).toSorted());
  for (const [name, text] of wanted) expect(readFileSync(join(dashboardsFolder, name), "utf8")).toBe(text);
});

describeWith(tools.promtool, "promtool", () => {
  test("takes the rules, and every alert comes when it should", () => {
    const files = readdirSync(rulesFolder).map((file) => join(rulesFolder, file));
    expect(runTool(tools.promtool, ["check", "rules", ...files])).toMatchObject({ code: 0 });
    const played = "infra/telemetry/prometheus/rules.test.yml";
    const { code, output } = runTool(tools.promtool, ["test", "rules", played]);
    expect([code, output]).toEqual([0, output]);
    const text = readFileSync(join(root, played), "utf8");
    for (const { alert } of alerts) expect([alert, text.includes(`alertname: ${alert}`)]).toEqual([alert, true]);
  });
});
