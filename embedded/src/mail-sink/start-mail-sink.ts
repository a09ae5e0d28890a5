// An SMTP server on the loopback interface that keeps every message and sends none on: where no mail server is configured, mail
// goes here. It acknowledges a message when it is on disk.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { SMTPServer } from "smtp-server";
import { type MessageFolder, openMessageFolder } from "./message-folder.js";

export interface MailSink {
  /** `smtp://127.0.0.1:<port>` */
  readonly url: string;
  readonly messages: MessageFolder;
  stop(): Promise<void>;
}

/** The largest message, in bytes. */
const MOST_BYTES = 1_048_576;

const messageIdOf = (raw: Buffer): string => {
  const end = raw.indexOf("\r\n\r\n");
  const head = raw.subarray(0, end === -1 ? raw.length : end).toString("utf8");
  const [, id] = /^message-id:\s*(<[^<>\s]+>)/im.exec(head) ?? [];
  // Without one it is known by what it says.
  return id ?? createHash("sha256").update(raw).digest("hex");
};

const collect = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};

/** @param options.port 0, the default, takes any that is free */
export const startMailSink = async (options: {
  readonly folder: string;
  readonly port?: number;
}): Promise<MailSink> => {
  const messages = await openMessageFolder(options.folder);
  const server = new SMTPServer({
    name: "localhost",
    disabledCommands: ["AUTH", "STARTTLS"],
    size: MOST_BYTES,
    maxClients: 200,
    socketTimeout: 60_000,
    closeTimeout: 1_000,
    disableReverseLookup: true,
    onData: (stream, _session, done) => {
      void (async () => {
        const raw = await collect(stream);
        if (stream.sizeExceeded) throw Object.assign(new Error("The message is too large"), { responseCode: 552 });
        const { id, again } = await messages.keep(messageIdOf(raw), raw);
        return again ? `kept before as ${id}` : `kept as ${id}`;
      })().then(
        (answer) => done(null, answer),
        (fault: Error) => done(fault),
      );
    },
  });
  server.on("error", () => undefined); // a client that breaks off is no fault of ours
  const listening = server.listen(options.port ?? 0, "127.0.0.1");
  await once(listening, "listening");
  const address = listening.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
};
