// What other systems are told, and what they ask.
export { migrateIntegration } from "./feed/feed-migrations.js";
export {
  type IntegrationOptions,
  type IntegrationRunner,
  type IntegrationStatus,
  runIntegration,
} from "./run-integration.js";
export { type KafkaSettings, type TopicSettings, usualTopicSettings } from "./kafka/kafka-settings.js";
export { type Replayed, replay, type ReplayOptions } from "./kafka/replay.js";
export { eventDocsRouter } from "./http/event-docs.js";
export { integrationApi } from "./http/integration-api.js";
export { feedRouter, type FeedRouterOptions } from "./http/feed-router.js";
export {
  checkOfIntegration,
  figuresOf,
  type IntegrationFigures,
  integrationMetrics,
  type TopicFigures,
} from "./operations/standing.js";
export { deliverWebhooks } from "./webhooks/deliver-webhooks.js";
export {
  addWebhook,
  enableWebhook,
  listWebhooks,
  removeWebhook,
  type Webhook,
  WebhookRefused,
} from "./webhooks/webhooks.js";
