import { describe, expect, test } from "@jest/globals";
import supertest from "supertest";
import { z } from "zod";
import { createHttpApplication } from "../http/http-application.js";
import { createLogger } from "../logging/logger.js";
import { problemCatalogue } from "../problem/platform-problems.js";
import { createApiDocument, type Operation } from "./api-document.js";
import { docsRouter } from "./docs-router.js";

const kinds = problemCatalogue({ "leave-overlaps": [409, "The days overlap another absence"] });
const submitLeave: Operation = {
  method: "post",
  path: "/api/commands/submit-leave/{employeeId}",
  id: "submitLeave",
  summary: "Asks for leave",
  parameters: { path: z.object({ employeeId: z.uuid() }), query: z.object({ dryRun: z.stringbool().optional() }) },
  body: {
    schema: z.strictObject({ from: z.iso.date(), days: z.int().min(1) }).meta({ id: "SubmitLeave" }),
    examples: { "two weeks": { from: "2026-03-02", days: 14 } },
  },
  success: {
    description: "Submitted",
    schema: z.object({ position: z.string() }),
    examples: { done: { position: "17" } },
  },
  problems: [kinds["leave-overlaps"]],
};

const documentOf = (...operations: Operation[]) => {
  const document = createApiDocument({ title: "Commands", version: "1" });
  for (const operation of operations) document.add(operation);
  return document;
};

describe("an API document", () => {
  test("is OpenAPI 3.1 with schemas, parameters, examples and security", () => {
    const json = documentOf(submitLeave).json();
    expect(json).toMatchObject({ openapi: "3.1.0", info: { title: "Commands" } });
    expect(json).toHaveProperty(["paths", submitLeave.path, "post", "operationId"], "submitLeave");
    expect(json).toHaveProperty(["paths", submitLeave.path, "post", "security"], [{ bearer: [] }]);
    expect(json).toHaveProperty(["paths", submitLeave.path, "post", "parameters", "0", "name"], "employeeId");
    const content = ["paths", submitLeave.path, "post", "requestBody", "content", "application/json"];
    expect(json).toHaveProperty([...content, "schema", "$ref"], "#/components/schemas/SubmitLeave");
    expect(json).toHaveProperty([...content, "examples", "two weeks", "value", "days"], 14);
    expect(json).toHaveProperty(["components", "schemas", "SubmitLeave", "additionalProperties"], false);
  });

  test("lists the operation's own problems and those of every operation, each with an example", () => {
    const json = documentOf(submitLeave).json();
    const responses = ["paths", submitLeave.path, "post", "responses"];
    const example = (status: string, code: string) =>
      expect(json).toHaveProperty(
        [...responses, status, "content", "application/problem+json", "examples", code, "value", "type"],
        `urn:tabel:problem:${code}`,
      );
    example("409", "leave-overlaps");
    example("400", "invalid-input");
    example("401", "unauthenticated");
    example("413", "body-too-large");
    example("503", "overloaded");
  });

  test("of an open operation asks for no token", () => {
    const json = documentOf({ ...submitLeave, authenticated: false }).json();
    expect(json).toHaveProperty(["paths", submitLeave.path, "post", "security"], []);
    expect(json).not.toHaveProperty(["paths", submitLeave.path, "post", "responses", "401"]);
  });

  test("refuses an example that its schema refuses", () => {
    const body = { schema: z.strictObject({ days: z.int() }), examples: { wrong: { days: "two" } } };
    expect(() => documentOf({ ...submitLeave, body }).json()).toThrow(/example "wrong" of submitLeave .* days/);
  });

  test("refuses two operations of one name or address", () => {
    expect(() => documentOf(submitLeave, { ...submitLeave, path: "/other" }).json()).toThrow(/"submitLeave" twice/);
    expect(() => documentOf(submitLeave, { ...submitLeave, id: "other" }).json()).toThrow(/twice/);
  });
});

describe("the documentation page", () => {
  const client = supertest(
    createHttpApplication({
      logger: createLogger({ level: "silent", name: "spec" }),
      routes: (app) => void app.use(docsRouter({ commands: documentOf(submitLeave), views: documentOf() })),
    }),
  );

  test("shows every document and takes every file from this server", async () => {
    const { text: page } = await client.get("/docs");
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file = ""]) => file);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      expect(file).toMatch(/^\/docs\//);
      expect((await client.get(file)).status).toBe(200);
    }
    const { text: script } = await client.get("/docs/start.js");
    for (const name of ["commands", "views"]) {
      expect(script).toContain(`/docs/openapi/${name}.json`);
      expect((await client.get(`/docs/openapi/${name}.json`)).body.openapi).toBe("3.1.0");
    }
    expect(page + script).not.toMatch(/https?:/);
  });

  test("has no script inside the page, so that the content security policy lets it run", async () => {
    const { text, headers } = await client.get("/docs");
    expect(text).not.toMatch(/<script>|onclick|<style/);
    expect(headers["content-security-policy"]).toContain("script-src 'self'");
    expect(headers["content-security-policy"]).not.toContain("upgrade-insecure-requests");
  });

  test("gives no file outside its folder, and nothing of an unknown document", async () => {
    for (const path of [
      "/docs/files/../package.json",
      "/docs/files/%2e%2e/%2e%2e/package.json",
      "/docs/openapi/other.json",
    ])
      expect((await client.get(path)).status).toBe(404);
  });
});
