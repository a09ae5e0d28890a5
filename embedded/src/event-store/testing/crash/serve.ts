// The process that the crash test kills: the event store by itself, on any free port.
import { serveEventStore } from "../../serve.js";

const [dataFolder] = process.argv.slice(2);
if (dataFolder === undefined) throw new Error("Usage: serve FOLDER");
await serveEventStore({ dataFolder, port: 0 });
