// Real servers and folders for spec files; nothing else may import this package.
export { tablesReadWhole } from "./tables-read-whole.js";
export { type TestDatabase, testDatabase } from "./test-database.js";
export { type TestEventStore, testEventStore } from "./test-event-store.js";
export { type TestInterruptibleStore, testInterruptibleStore } from "./test-interruptible-store.js";
export { type TestFiles, testFiles } from "./test-files.js";
export { type TestFolder, testFolder } from "./test-folder.js";
export {
  kafkaIsHere,
  type SecuredBroker,
  type TestBroker,
  testBroker,
  testKafka,
  testSecuredBroker,
} from "./test-kafka.js";
export { type TestMailSink, testMailSink } from "./test-mail-sink.js";
