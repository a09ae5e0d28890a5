// The OpenAPI document of what other systems read over HTTP.
import { type ApiDocument, createApiDocument } from "@tabel/platform";
import { feedOperation } from "./feed-router.js";

export const integrationApi = (): ApiDocument => {
  const document = createApiDocument({
    title: "Tabel integration",
    version: "1",
    description: "What other systems are told, for those without Kafka. The events themselves: /docs/events.",
  });
  document.add(feedOperation);
  return document;
};
