// The server under measurement, in a process of its own: the store's work must not share a thread with its clients.
import { serveEventStore } from "@tabel/embedded";

const [dataFolder] = process.argv.slice(2);
if (dataFolder === undefined) throw new Error("Usage: server FOLDER");
await serveEventStore({ dataFolder, port: 0 });
