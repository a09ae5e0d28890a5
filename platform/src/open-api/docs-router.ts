// The documentation page: Swagger UI from the package's own files (nothing is fetched from elsewhere) and the documents.
import express, { type Request, type Response, Router } from "express";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { ApiDocument } from "./api-document.js";

/** Names become addresses (/docs/openapi/<name>.json) and choices on the page, the first one being shown first. */
export type ApiDocuments = Readonly<Record<string, ApiDocument>>;

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Tabel API</title>
    <link rel="stylesheet" href="/docs/files/swagger-ui.css" />
    <link rel="icon" href="/docs/files/favicon-32x32.png" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/files/swagger-ui-bundle.js"></script>
    <script src="/docs/files/swagger-ui-standalone-preset.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const startScript = (names: readonly string[]) => `window.ui = SwaggerUIBundle({
  urls: ${JSON.stringify(names.map((name) => ({ name, url: `/docs/openapi/${name}.json` })))},
  dom_id: "#swagger-ui",
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
});
`;

/** To be mounted at the root of the application. */
export const docsRouter = (documents: ApiDocuments): Router => {
  const files = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  const router = Router();
  router.get("/docs", (_request: Request, response: Response) => {
    response.type("html").send(page);
  });
  router.get("/docs/start.js", (_request: Request, response: Response) => {
    response.type("js").send(startScript(Object.keys(documents)));
  });
  for (const [name, document] of Object.entries(documents))
    router.get(`/docs/openapi/${name}.json`, (_request: Request, response: Response) => {
      response.json(document.json());
    });
  router.use("/docs/files", express.static(files, { index: false, maxAge: "1d" }));
  return router;
};
