// An OpenAPI 3.1 document, generated from the schemas that the routes parse with, so that the two cannot differ.
import { OpenApiGeneratorV31, OpenAPIRegistry, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import { platformProblems } from "../problem/platform-problems.js";
import { type ProblemKind, problemType } from "../problem/problem.js";

/** Named values, shown in the document; each must satisfy its schema. */
export type Examples = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** As OpenAPI writes it: /api/views/employees/{employeeId} */
  readonly path: string;
  /** Unique in the document; generated clients name their functions after it. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  /** Whether a bearer token is needed; true unless given. */
  readonly authenticated?: boolean;
  readonly parameters?: {
    readonly path?: z.ZodObject;
    readonly query?: z.ZodObject;
    readonly headers?: z.ZodObject;
  };
  readonly body?: {
    readonly schema: z.ZodType;
    readonly examples?: Examples;
    /** application/json unless given. */
    readonly mediaType?: string;
  };
  readonly success: {
    /** 200 unless given. */
    readonly status?: number;
    readonly description: string;
    readonly schema?: z.ZodType;
    readonly examples?: Examples;
    /** application/json unless given. */
    readonly mediaType?: string;
    /** Media types besides it in which the same can be had, as text. */
    readonly alsoAs?: readonly string[];
    readonly headers?: z.ZodObject;
  };
  /** What only this operation refuses; the problems of every operation are added. */
  readonly problems?: readonly ProblemKind[];
}

export interface ApiDocument {
  add(operation: Operation): void;
  /** @throws Error when two operations share an id, or a method and path, or an example does not match its schema */
  json(): Readonly<Record<string, unknown>>;
}

export interface ApiDescription {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
}

const problemSchema = z
  .looseObject({
    type: z.string().meta({ description: "A name for this kind of problem: urn:tabel:problem:<code>." }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "What happened this time and what would be right." }),
    code: z.string().meta({ description: "Stable; decide by it, never by the texts." }),
    traceId: z.string().optional().meta({ description: "For the administrators: it finds the request in the logs." }),
    errors: z
      .array(
        z.object({
          path: z.string().meta({ description: "JSON pointer to the field." }),
          in: z.enum(["body", "query", "path", "header"]).optional(),
          message: z.string(),
          code: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details" });

const named = (examples: Examples | undefined) =>
  examples && Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]));

const content = (mediaType: string, schema: z.ZodType, examples: Examples | undefined) => {
  const shown = named(examples);
  return { [mediaType]: { schema, ...(shown ? { examples: shown } : {}) } };
};

const problemsOf = (operation: Operation): ProblemKind[] => {
  const kinds: ProblemKind[] = [...(operation.problems ?? [])];
  if (operation.authenticated !== false)
    kinds.push(
      platformProblems["unauthenticated"],
      platformProblems["invalid-token"],
      platformProblems["token-expired"],
    );
  if (operation.body || operation.parameters) kinds.push(platformProblems["invalid-input"]);
  if (operation.body)
    kinds.push(
      platformProblems["malformed-json"],
      platformProblems["body-too-large"],
      platformProblems["unsupported-media-type"],
    );
  kinds.push(platformProblems["internal-error"], platformProblems["overloaded"]);
  return [...new Map(kinds.map((kind) => [kind.code, kind])).values()];
};

const exampleOf = ({ code, title, status }: ProblemKind) => ({
  type: problemType(code),
  title,
  status,
  detail: title,
  code,
});

const problemResponses = (kinds: readonly ProblemKind[]): RouteConfig["responses"] => {
  const statuses = new Set(kinds.map((kind) => kind.status));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const those = kinds.filter((kind) => kind.status === status);
      const answer = {
        description: those.map((kind) => `\`${kind.code}\`: ${kind.title}.`).join(" "),
        content: content(
          "application/problem+json",
          problemSchema,
          Object.fromEntries(those.map((kind) => [kind.code, exampleOf(kind)])),
        ),
      };
      return [status, answer];
    }),
  );
};

const routeOf = (operation: Operation): RouteConfig => {
  const { success, parameters = {}, body } = operation;
  const request = {
    ...(parameters.path ? { params: parameters.path } : {}),
    ...(parameters.query ? { query: parameters.query } : {}),
    ...(parameters.headers ? { headers: parameters.headers } : {}),
    ...(body
      ? { body: { required: true, content: content(body.mediaType ?? "application/json", body.schema, body.examples) } }
      : {}),
  };
  const answer = {
    description: success.description,
    ...(success.headers ? { headers: success.headers } : {}),
    ...(success.schema
      ? {
          content: {
            ...content(success.mediaType ?? "application/json", success.schema, success.examples),
            ...Object.fromEntries((success.alsoAs ?? []).map((mediaType) => [mediaType, { schema: z.string() }])),
          },
        }
      : {}),
  };
  return {
    method: operation.method,
    path: operation.path,
    operationId: operation.id,
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    ...(operation.tags ? { tags: [...operation.tags] } : {}),
    security: operation.authenticated === false ? [] : [{ bearer: [] }],
    request,
    responses: { [success.status ?? 200]: answer, ...problemResponses(problemsOf(operation)) },
  };
};

const refuseTwice = (operations: readonly Operation[]) => {
  const seen = new Set<string>();
  for (const { id, method, path } of operations)
    for (const name of [id, `${method} ${path}`]) {
      if (seen.has(name)) throw new Error(`The API document has "${name}" twice.`);
      seen.add(name);
    }
};

/** An example that its own schema refuses misleads everyone who copies it. */
const refuseWrongExamples = ({ id, body, success }: Operation) => {
  for (const part of [body, success])
    for (const [name, value] of Object.entries(part?.examples ?? {})) {
      const faults = part?.schema?.safeParse(value).error?.issues ?? [];
      const told = faults.map((issue) => `${issue.path.join("/")}: ${issue.message}`).join("; ");
      if (faults.length > 0) throw new Error(`The example "${name}" of ${id} does not match its schema: ${told}`);
    }
};

export const createApiDocument = (info: ApiDescription): ApiDocument => {
  const operations: Operation[] = [];
  let generated: Readonly<Record<string, unknown>> | undefined;
  return {
    add: (operation) => {
      operations.push(operation);
      generated = undefined;
    },
    json: () => {
      if (generated) return generated;
      refuseTwice(operations);
      operations.forEach(refuseWrongExamples);
      const registry = new OpenAPIRegistry();
      registry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer", bearerFormat: "JWT" });
      for (const operation of operations) registry.registerPath(routeOf(operation));
      generated = {
        ...new OpenApiGeneratorV31(registry.definitions).generateDocument({ openapi: "3.1.0", info: { ...info } }),
      };
      return generated;
    },
  };
};
