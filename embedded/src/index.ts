// What one machine uses when no real server is configured.
export { backupEventStore, restoreEventStore } from "./event-store/upkeep/backup.js";
export { type FolderFiles, openFolderFiles } from "./files/folder-files.js";
export { FolderInUse, type FolderLock, lockFolder, ownerOfFolder, servedAt } from "./folder-lock.js";
export { makeFolder } from "./make-folder.js";
export { holdsEventStore } from "./event-store/upkeep/verify.js";
export { serveEventStore, type ServeOptions } from "./event-store/serve.js";
export { type StoreReport, verifyEventStore, type VerifyOptions } from "./event-store/upkeep/verify.js";
export { type EmbeddedEventStore, type EventStoreOptions, startEventStore } from "./event-store/start.js";
export { PostgresError } from "./postgres/postgres-error.js";
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startPostgres } from "./postgres/start-postgres.js";
export { kafkaJars, missingForKafka, NoKafka } from "./kafka/jars.js";
export { type BrokerUser } from "./kafka/broker-security.js";
export { type Broker, type BrokerOptions, type SecuredAddress, startBroker } from "./kafka/start-broker.js";
export { type MailSink, startMailSink } from "./mail-sink/start-mail-sink.js";
export { type MessageFolder, openMessageFolder } from "./mail-sink/message-folder.js";
export { listMail, type Mail, type MailSummary, showMail } from "./mail-sink/read-mail.js";
