// A stand-in for a model: a server on this machine that speaks the protocol and says whatever it is told to.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** @param asked the body of the request */
export type Behaviour = (response: ServerResponse, asked: string) => void;

export const says =
  (content: unknown): Behaviour =>
  (response) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    const choices = [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: text } }];
    const usage = { prompt_tokens: 9, completion_tokens: 7 };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ id: "1", object: "chat.completion", choices, usage }));
  };

/** Every field of the protocol, null. */
export const nothing = {
  writer: null,
  addressee: null,
  position: null,
  intent: null,
  ground: null,
  lastDay: null,
  writtenOn: null,
};
export const field = (value: string, quote: string) => ({ value, quote, line: 1 });

export interface StandInModel {
  readonly baseUrl: string;
  stop(): void;
}

export const startStandIn = async (behave: Behaviour): Promise<StandInModel> => {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => behave(response, Buffer.concat(parts).toString("utf8")));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // listens on a port, not on a pipe
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
