// What other systems are told, and what they ask.
export { migrateIntegration } from "./feed/feed-migrations.js";
export {
  type IntegrationOptions,
  type IntegrationRunner,
  type IntegrationStatus,
  runIntegration,
} from "./run-integration.js";
export { type CommandTaker, takeCommands, type TakeCommandsOptions } from "./inbound/take-commands.js";
export type { CarryOutFromOutside, CommandFromOutside, OutcomeOfCommand } from "./inbound/answer-command.js";
export { InboundFileFault, type InboundSource, readSources } from "./inbound/inbound-source.js";
export { idsOf, type KindOfId, kindsOfIds, type KnownAs, mapIds } from "./inbound/foreign-ids.js";
export { brokerFault } from "./kafka/kafka-faults.js";
export { type KafkaSettings, type TopicSettings, usualTopicSettings } from "./kafka/kafka-settings.js";
export { type Replayed, replay, type ReplayOptions } from "./kafka/replay.js";
export { type ParkedEvent, parkedEvents, type Redriven, redriveEvents } from "./feed/redrive.js";
export { type ParkedRecord, parkedRecords, redriveRecords } from "./kafka/redrive-records.js";
export { eventDocsRouter } from "./http/event-docs.js";
export { integrationApi } from "./http/integration-api.js";
export { feedRouter, type FeedRouterOptions } from "./http/feed-router.js";
export {
  checkOfIntegration,
  checkOfTaker,
  commandCounter,
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
