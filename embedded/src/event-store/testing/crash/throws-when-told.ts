// Loaded into every thread by --import: an error escapes in a worker thread when the channel says so.
import { BroadcastChannel, isMainThread } from "node:worker_threads";

export const THROW_CHANNEL = "throw-in-worker";

if (!isMainThread) {
  const channel = new BroadcastChannel(THROW_CHANNEL);
  channel.onmessage = () => {
    setImmediate(() => {
      throw new Error("told to");
    });
  };
  channel.unref();
}
