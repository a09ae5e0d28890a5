// A client that speaks gRPC by hand, so that it can do what no library would: half a message, none, too much, or never
// listen to the answer.
import { connect, constants, type ClientHttp2Session, type ClientHttp2Stream } from "node:http2";

export interface GrpcStatus {
  /** The number of the gRPC status, undefined where the call ended without one. */
  readonly code: number | undefined;
  readonly message: string;
  readonly trailers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A gRPC message on the wire: not compressed, its length, its bytes. */
export const frame = (message: Uint8Array): Buffer => {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
};

export class RawClient {
  private readonly session: ClientHttp2Session;

  constructor(port: number) {
    this.session = connect(`http://127.0.0.1:${port}`);
    this.session.on("error", () => {}); // what the server does with the connection is seen in the calls
  }

  /** Begins a call; nothing is read from it and nothing sent until told. */
  begin(path: string): ClientHttp2Stream {
    const stream = this.session.request({
      [constants.HTTP2_HEADER_METHOD]: "POST",
      [constants.HTTP2_HEADER_PATH]: path,
      [constants.HTTP2_HEADER_CONTENT_TYPE]: "application/grpc",
      te: "trailers",
    });
    stream.on("error", () => {});
    return stream;
  }

  /** One call with that body, to its end; the answer's messages with their prefixes. */
  async call(path: string, body: Uint8Array): Promise<GrpcStatus & { readonly answer: Buffer }> {
    const stream = this.begin(path);
    const received: Buffer[] = [];
    let trailers: GrpcStatus["trailers"] = {};
    const note = (headers: object) => (trailers = { ...trailers, ...headers });
    stream.on("response", note).on("trailers", note);
    stream.on("data", (chunk: Buffer) => received.push(chunk));
    stream.end(body);
    await new Promise((resolve) => stream.once("close", resolve));
    const status = trailers["grpc-status"];
    return {
      code: status === undefined ? undefined : Number(status),
      message: decodeURIComponent([trailers["grpc-message"]].flat()[0] ?? ""),
      trailers,
      answer: Buffer.concat(received),
    };
  }

  close(): void {
    this.session.destroy();
  }
}
