// A mail server that behaves as the spec says: refuses, hangs, answers after the client has given up, answers twice. Speaks just
// enough SMTP over a plain socket to be badly behaved.
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export type Behaviour =
  | "accept"
  | "busy" // 451 to the message
  | "refuse" // 554 to the message
  | "no-mailbox" // 550 to the recipient
  | "hang" // no answer to the message
  | "late" // takes the message, answers after the client has given up
  | "twice" // answers 250 two times
  | "break-off"; // closes the connection in the middle

export interface BadMailServer {
  readonly url: string;
  /** The Message-IDs that it took, in their order. */
  readonly taken: string[];
  behaves: Behaviour;
  stop(): Promise<void>;
}

const answers: Readonly<Record<string, string>> = {
  EHLO: "250 spec",
  MAIL: "250 ok",
  DATA: "354 go on",
  RSET: "250 ok",
};

export const badMailServer = async (lateMs = 1_500): Promise<BadMailServer> => {
  const sockets = new Set<Socket>();
  const taken: string[] = [];
  const state: { behaves: Behaviour } = { behaves: "accept" };

  const endOfMessage = async (socket: Socket, text: string): Promise<void> => {
    const [, id = ""] = /^message-id:\s*(<[^>]+>)/im.exec(text) ?? [];
    switch (state.behaves) {
      case "busy":
        socket.write("451 try again\r\n");
        return;
      case "refuse":
        socket.write("554 no\r\n");
        return;
      case "hang":
        return;
      case "break-off":
        socket.destroy();
        return;
      case "late":
        taken.push(id);
        await pause(lateMs);
        socket.write("250 ok\r\n");
        return;
      case "twice":
        taken.push(id);
        socket.write("250 ok\r\n250 ok\r\n");
        return;
      default:
        taken.push(id);
        socket.write("250 ok\r\n");
    }
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    let heard = "";
    let inMessage = false;
    socket.write("220 spec\r\n");
    socket.on("data", (data: Buffer) => {
      heard += data.toString();
      for (;;) {
        const end = heard.indexOf(inMessage ? "\r\n.\r\n" : "\r\n");
        if (end === -1) return;
        const text = heard.slice(0, end);
        heard = heard.slice(end + (inMessage ? 5 : 2));
        if (inMessage) {
          inMessage = false;
          void endOfMessage(socket, text);
          continue;
        }
        const verb = text.slice(0, 4).toUpperCase();
        if (verb === "QUIT") socket.end("221 bye\r\n");
        else if (verb === "RCPT") socket.write(state.behaves === "no-mailbox" ? "550 nobody\r\n" : "250 ok\r\n");
        else socket.write(`${answers[verb] ?? "502 unknown"}\r\n`);
        inMessage = verb === "DATA";
      }
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    get behaves() {
      return state.behaves;
    },
    set behaves(behaviour: Behaviour) {
      state.behaves = behaviour;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};
