// The manifests of infra/kubernetes held to what they promise: nobody has rights, everybody is looked after and replaced without a
// gap, load is answered as stated, and every setting is one that Tabel reads.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { settingNames } from "@tabel/platform";
import { parseAllDocuments } from "yaml";
import { root } from "../running-tabel.js";

interface PodSpec {
  readonly automountServiceAccountToken: boolean;
  readonly terminationGracePeriodSeconds: number;
  readonly securityContext: object;
  readonly topologySpreadConstraints?: readonly { readonly topologyKey: string }[];
  readonly affinity?: object;
  readonly containers: readonly {
    readonly image: string;
    readonly env?: readonly { readonly name: string; readonly value?: string }[];
    readonly startupProbe?: object;
    readonly livenessProbe?: { readonly httpGet: { readonly path: string } };
    readonly readinessProbe?: { readonly httpGet: { readonly path: string } };
    readonly lifecycle?: { readonly preStop?: object };
    readonly resources: object;
    readonly securityContext: object;
  }[];
}
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: {
    readonly replicas?: number;
    readonly strategy?: { readonly type: string; readonly rollingUpdate?: object };
    readonly template: { readonly spec: PodSpec };
    readonly podSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly metrics?: readonly object[];
    readonly behavior?: object;
    readonly maxReplicas?: number;
  };
}

const folder = join(root, "infra", "kubernetes");
const manifests = ["base", "eventstore"].flatMap((part) =>
  readdirSync(join(folder, part))
    .filter((file) => file.endsWith(".yaml") && file !== "kustomization.yaml")
    .flatMap(
      (file) =>
        parseAllDocuments(readFileSync(join(folder, part, file), "utf8")).map(
          (document) => document.toJS() as Manifest,
        ), // checked below
    ),
);
const of = (kind: string) => manifests.filter((each) => each.kind === kind);
const names = (kind: string) => of(kind).map(({ metadata }) => metadata.name);
const workloads = [...of("Deployment"), ...of("StatefulSet")].map((each) => [each.metadata.name, each] as const);
const services = ["command-api", "operations", "query-api", "projections", "processes", "integration", "audit"];

test("all of Tabel is there", () => {
  expect(workloads.map(([name]) => name).toSorted()).toEqual([...services, "gateway", "eventstore"].toSorted());
});

describe.each(workloads)("%s", (name, { spec }) => {
  const pod = spec.template.spec;
  const [container] = pod.containers;

  test("has no rights, and nothing to write to but volumes", () => {
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(container?.image).toMatch(/:v?\d/);
  });

  test("is looked after, bounded, spread, and ends in order", () => {
    expect(container?.startupProbe).toBeDefined();
    expect(container?.livenessProbe).toBeDefined();
    expect(container?.readinessProbe).toBeDefined();
    expect(container?.resources).toMatchObject({
      requests: { cpu: expect.any(String), memory: expect.any(String) },
      limits: { cpu: expect.any(String), memory: expect.any(String) },
    });
    // The services end within 25 s, after 8 s in which nobody asks them any more.
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(34);
    if (name !== "eventstore") expect(container?.lifecycle?.preStop).toBeDefined();
    expect(pod.topologySpreadConstraints ?? pod.affinity).toBeDefined();
  });

  test("is alone by intent, or survives the loss of one and is replaced without a gap", () => {
    if (spec.replicas === 1) expect(spec.strategy).toEqual({ type: "Recreate" });
    else {
      expect(names("PodDisruptionBudget")).toContain(name);
      if (name !== "eventstore") expect(spec.strategy?.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    }
  });

  test("speaks to whom a policy names, and to nobody else", () => {
    const policy = of("NetworkPolicy").find((each) => each.metadata.name === name);
    expect(policy?.spec.podSelector?.matchLabels).toEqual({ "app.kubernetes.io/name": name });
  });
});

test.each(services)("liveness of %s asks of nobody else; every setting is one that Tabel reads", (name) => {
  const [container] = workloads.find(([each]) => each === name)?.[1].spec.template.spec.containers ?? [];
  expect(container?.livenessProbe?.httpGet.path).toBe("/health/live");
  expect(container?.readinessProbe?.httpGet.path).toBe("/health/ready");
  const common = Object.keys(of("ConfigMap")[0]?.data ?? {});
  const given = [...common, ...(container?.env ?? []).map((each) => each.name)];
  expect(given.filter((setting) => !settingNames.includes(setting))).toEqual([]);
  for (const { name: setting, value } of container?.env ?? [])
    if (/KEY|DATABASE_URL|EVENTSTORE_URL|SMTP_URL/.test(setting))
      expect([setting, value]).toEqual([setting, undefined]);
});

test("nobody speaks to anybody unless a policy says so", () => {
  expect(of("NetworkPolicy").find(({ metadata }) => metadata.name === "nobody")?.spec).toEqual({
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
  });
});

test.each(["command-api", "query-api"])(
  "%s scales at CPU 70 %%, memory 80 %%, mean answer 200 ms, and calms down slowly",
  (name) => {
    const scaler = of("HorizontalPodAutoscaler").find((each) => each.metadata.name === name);
    expect(scaler?.spec.metrics).toEqual([
      { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
      { type: "Resource", resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } } },
      {
        type: "Pods",
        pods: {
          metric: { name: "http_server_mean_milliseconds" },
          target: { type: "AverageValue", averageValue: "200" },
        },
      },
    ]);
    expect(scaler?.spec.behavior).toMatchObject({
      scaleUp: { stabilizationWindowSeconds: 60 },
      scaleDown: { stabilizationWindowSeconds: 300 },
    });
  },
);
