// What other systems are told, and what they ask.
export { migrateIntegration } from "./feed/feed-migrations.js";
export {
  type IntegrationOptions,
  type IntegrationRunner,
  type IntegrationStatus,
  runIntegration,
} from "./run-integration.js";
export { type KafkaSettings, type TopicSettings, usualTopicSettings } from "./kafka/kafka-settings.js";
