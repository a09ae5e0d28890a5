// The description of integration events and commands: /docs/events is the AsyncAPI document, and below it stands each JSON Schema.
import { asyncApiDocument, describedSchemas, schemaAddress } from "@tabel/integration-contracts";
import { type Request, type Response, Router } from "express";

/** To be mounted at the root of the application. `host` is a broker's address as other systems reach it. */
export const eventDocsRouter = (host: string | undefined): Router => {
  const router = Router();
  const document = asyncApiDocument(host);
  router.get("/docs/events", (_request: Request, response: Response) => void response.json(document));
  for (const [type, schema] of describedSchemas()) {
    router.get(schemaAddress(type), (_request: Request, response: Response) => {
      response.type("application/schema+json").send(JSON.stringify(schema));
    });
  }
  return router;
};
