// The client of S3 against a server that stands in for one: it keeps objects in memory and answers as the protocol says. What a real
// storage does beyond this is not shown here.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Secret } from "../configuration/secret.js";
import { s3Files } from "./s3-files.js";

const objects = new Map<string, Buffer>();
const seen: string[] = [];
let fails = false;

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // of a request without an encoding
  return Buffer.concat(chunks);
};
const notFound = '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>none</Message></Error>';

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(request.url ?? "/", "http://localhost");
  const key = decodeURIComponent(url.pathname).replace("/bucket/", "");
  seen.push(`${request.method} ${request.headers.authorization?.slice(0, 16)}`);
  const body = await bodyOf(request);
  if (fails) return void response.writeHead(403).end("<Error><Code>AccessDenied</Code></Error>");
  if (request.method === "PUT") {
    objects.set(key, body);
    return void response.setHeader("ETag", '"1"').end();
  }
  if (request.method === "DELETE") {
    objects.delete(key);
    return void response.writeHead(204).end();
  }
  if (url.searchParams.has("list-type")) {
    const found = [...objects].filter(([name]) => name.startsWith(url.searchParams.get("prefix") ?? ""));
    const contents = found.map(
      ([name, { length }]) =>
        `<Contents><Key>${name}</Key><LastModified>2026-03-02T09:00:00.000Z</LastModified><ETag>"1"</ETag><Size>${length}</Size></Contents>`,
    );
    response.setHeader("content-type", "application/xml");
    return void response.end(
      `<?xml version="1.0"?><ListBucketResult><IsTruncated>false</IsTruncated>${contents.join("")}</ListBucketResult>`,
    );
  }
  const found = objects.get(key);
  if (found === undefined) response.writeHead(404, { "content-type": "application/xml" }).end(notFound);
  else response.end(found);
};

let server: Server;
let endpoint: string;
beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // listens on a port, not on a pipe
  endpoint = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const files = (at = endpoint, longestMs = 5_000) =>
  s3Files({
    endpoint: at,
    bucket: "bucket",
    region: "us-east-1",
    accessKey: "key",
    secretKey: new Secret("not to be seen"),
    longestMs,
  });

test("a file is put, got, listed and removed, each request signed", async () => {
  await files().put("letters/e1/a", Buffer.from("sealed"));
  expect((await files().get("letters/e1/a"))?.toString()).toBe("sealed");
  const names: string[] = [];
  for await (const { name, bytes, writtenAt } of files().list("letters/"))
    names.push(`${name} ${bytes} ${writtenAt.toISOString()}`);
  expect(names).toEqual(["letters/e1/a 6 2026-03-02T09:00:00.000Z"]);
  await files().remove("letters/e1/a");
  expect(await files().get("letters/e1/a")).toBeUndefined();
  expect(seen.every((line) => line.endsWith("AWS4-HMAC-SHA256"))).toBe(true);
});

test("a storage that is away, refuses or does not answer is said to be unavailable, without its secrets", async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo; // as above
  for (const at of [`http://127.0.0.1:${port}`, "http://127.0.0.1:1"]) {
    const error: unknown = await files(at, 300)
      .get("letters/a")
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "FilesUnavailable" });
    expect(String(error)).not.toContain("not to be seen");
  }
  silent.closeAllConnections();
  silent.close();
  fails = true;
  await expect(files().put("letters/a", Buffer.from("x"))).rejects.toMatchObject({ name: "FilesUnavailable" });
  fails = false;
});
