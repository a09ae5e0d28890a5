// node infra/telemetry/grafana/make-dashboards.mjs: writes the dashboards from what is said here, one line a panel. A spec compares; change
// this file, not the JSON.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const requests = "http_server_request_duration_seconds";
const commandsOf = (names) =>
  `sum by (http_route) (increase(${requests}_count{http_route=~"/api/commands/(${names})",http_response_status_code="200"}[1h]))`;

/** Title, expression, legend, unit. */
const dashboards = {
  services: {
    title: "Services",
    panels: [
      ["Requests a second", "job:http_server_requests:rate5m", "{{job}}", "reqps"],
      ["Errors (5xx), part of all", "job:http_server_errors:ratio_rate5m", "{{job}}", "percentunit"],
      ["95 % are answered within", "job:http_server_request_duration_seconds:p95_5m", "{{job}}", "s"],
      ["In work", "sum by (job) (http_server_active_requests)", "{{job}}", "short"],
      [
        "Refused for being full (503) a second",
        `sum by (job) (rate(${requests}_count{http_response_status_code="503"}[5m]))`,
        "{{job}}",
        "reqps",
      ],
      [
        "Slowest routes, mean",
        `topk(10, sum by (http_route) (rate(${requests}_sum[5m])) / sum by (http_route) (rate(${requests}_count[5m])))`,
        "{{http_route}}",
        "s",
      ],
      [
        "Processor",
        "sum by (job, instance) (rate(process_cpu_seconds_total[5m]))",
        "{{job}} {{instance}}",
        "percentunit",
      ],
      ["Memory", "process_resident_memory_bytes", "{{job}} {{instance}}", "bytes"],
      ["Event loop, 99 %", "nodejs_eventloop_lag_p99_seconds", "{{job}} {{instance}}", "s"],
      ["Programs", 'count by (service_name) (target_info{service_namespace="tabel"})', "{{service_name}}", "short"],
    ],
  },
  projections: {
    title: "Projections",
    panels: [
      ["Behind, seconds", "max by (projection) (tabel_projection_lag_seconds)", "{{projection}}", "s"],
      [
        "Behind, events (counted up to 1000)",
        "max by (projection) (tabel_projection_lag_events)",
        "{{projection}}",
        "short",
      ],
      ["Parked events", "max by (projection) (tabel_projection_parked_events)", "{{projection}}", "short"],
      [
        "Views that waited in vain (503) a second",
        `sum by (http_route) (rate(${requests}_count{http_route=~"/api/views/.*",http_response_status_code="503"}[5m]))`,
        "{{http_route}}",
        "reqps",
      ],
    ],
  },
  processes: {
    title: "Processes and other systems",
    panels: [
      ["Behind", "max by (process) (tabel_process_lag_seconds)", "{{process}}", "s"],
      ["Intents that wait", "max by (process) (tabel_process_intents_waiting)", "{{process}}", "short"],
      ["The oldest has waited", "max by (process) (tabel_process_oldest_intent_seconds)", "{{process}}", "s"],
      ["Dead letters", "max by (process) (tabel_process_dead_letters)", "{{process}}", "short"],
      ["Parked facts", "max by (process) (tabel_process_parked_facts)", "{{process}}", "short"],
      ["Timers that wait", "max by (process) (tabel_process_timers_waiting)", "{{process}}", "short"],
      ["Timers that are due", "max by (process) (tabel_process_timers_due)", "{{process}}", "short"],
      ["Records that wait for the broker", "max by (topic) (tabel_integration_waiting_records)", "{{topic}}", "short"],
      ["The first has waited", "max by (topic) (tabel_integration_waiting_seconds)", "{{topic}}", "s"],
      ["Parked records", "max by (topic) (tabel_integration_parked_records)", "{{topic}}", "short"],
      ["Parked events", "max(tabel_integration_parked_events)", "events", "short"],
      ["Webhooks that were switched off", "max(tabel_integration_webhooks_off)", "webhooks", "short"],
      ["Audit trail has stopped", "max(tabel_audit_stopped)", "stopped", "short"],
    ],
  },
  business: {
    title: "What people do",
    panels: [
      ["Requests for leave an hour", commandsOf("submit-leave|withdraw-request"), "{{http_route}}", "short"],
      ["Decisions an hour", commandsOf("approve-request|reject-request|approve-requests"), "{{http_route}}", "short"],
      ["Sheets an hour", commandsOf("submit-timesheet|accept-timesheet|return-timesheet"), "{{http_route}}", "short"],
      ["Periods an hour", commandsOf("open-period|calculate-period|close-period"), "{{http_route}}", "short"],
      ["People an hour", commandsOf("hire-employee|transfer-employee|record-leaving"), "{{http_route}}", "short"],
      [
        "Commands that the domain refuses, part of all",
        `sum(rate(${requests}_count{http_route=~"/api/commands/.*",http_response_status_code=~"403|409|422"}[1h])) / sum(rate(${requests}_count{http_route=~"/api/commands/.*"}[1h]))`,
        "refused",
        "percentunit",
      ],
      [
        "Log-ins an hour",
        `sum by (http_response_status_code) (increase(${requests}_count{http_route="/api/auth/login"}[1h]))`,
        "{{http_response_status_code}}",
        "short",
      ],
      [
        "Views a minute",
        `sum by (http_response_status_code) (rate(${requests}_count{http_route=~"/api/views/.*"}[5m])) * 60`,
        "{{http_response_status_code}}",
        "short",
      ],
    ],
  },
};

const datasource = { type: "prometheus", uid: "prometheus" };

const panel = ([title, expr, legendFormat, unit], at) => ({
  id: at + 1,
  type: "timeseries",
  title,
  datasource,
  gridPos: { h: 8, w: 12, x: (at % 2) * 12, y: Math.floor(at / 2) * 8 },
  fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
  options: { legend: { displayMode: "list", placement: "bottom" }, tooltip: { mode: "multi" } },
  targets: [{ refId: "A", datasource, expr, legendFormat }],
});

/** By file name. */
export const madeDashboards = () =>
  Object.fromEntries(
    Object.entries(dashboards).map(([uid, { title, panels }]) => [
      `${uid}.json`,
      `${JSON.stringify(
        {
          uid: `tabel-${uid}`,
          title: `Tabel: ${title}`,
          tags: ["tabel"],
          timezone: "browser",
          schemaVersion: 39,
          refresh: "30s",
          time: { from: "now-6h", to: "now" },
          panels: panels.map(panel),
        },
        null,
        2,
      )}\n`,
    ]),
  );

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = new URL("dashboards/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(madeDashboards())) writeFileSync(new URL(name, folder), text);
}
