// Files in S3 or whatever speaks its protocol: one bucket, bounded in time.
import { Client } from "minio";
import type { Readable } from "node:stream";
import { Secret } from "../configuration/secret.js";
import { checkedName, FilesUnavailable, type FileStore } from "./file-store.js";

export interface S3Settings {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: Secret;
  /** Of one request. */
  readonly longestMs?: number;
}

/** No object of ours is larger; a store that sends more is not believed. */
const MOST_BYTES = 64 * 1024 * 1024;

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : "no answer";

const whole = async (stream: Readable, longestMs: number): Promise<Buffer> => {
  const late = setTimeout(() => stream.destroy(new Error("the storage stopped in the middle")), longestMs);
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MOST_BYTES) throw new Error("the storage sent more than was ever kept");
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(late);
    stream.destroy();
  }
};

export const s3Files = ({
  endpoint,
  bucket,
  region,
  accessKey,
  secretKey,
  longestMs = 20_000,
}: S3Settings): FileStore => {
  const { hostname, port, protocol } = new URL(endpoint);
  const client = new Client({
    endPoint: hostname,
    ...(port === "" ? {} : { port: Number(port) }),
    useSSL: protocol === "https:",
    region,
    accessKey,
    secretKey: secretKey.reveal(),
    pathStyle: true,
  });

  const within = async <Result>(work: Promise<Result>): Promise<Result> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("no answer in time")), longestMs);
    });
    try {
      return await Promise.race([work, late]);
    } catch (error) {
      // The message may name hosts and objects: the code is enough for whoever looks.
      throw new FilesUnavailable(`the storage of files did not do it (${codeOf(error)})`);
    } finally {
      clearTimeout(timer);
    }
  };

  const missing = (error: unknown): boolean => ["NoSuchKey", "NotFound"].includes(codeOf(error));

  return {
    put: async (name, bytes) => {
      const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      await within(client.putObject(bucket, checkedName(name), body, body.length));
    },
    get: (name) =>
      within(
        client.getObject(bucket, checkedName(name)).then(
          (stream) => whole(stream, longestMs),
          (error: unknown) => {
            if (missing(error)) return undefined;
            throw error;
          },
        ),
      ),
    remove: async (name) => {
      await within(client.removeObject(bucket, checkedName(name)));
    },
    list: async function* (prefix) {
      try {
        for await (const found of client.listObjectsV2(bucket, prefix, true) as AsyncIterable<{
          readonly name?: string;
          readonly lastModified?: Date;
          readonly size?: number;
        }>)
          if (found.name !== undefined && found.lastModified !== undefined)
            yield { name: found.name, writtenAt: found.lastModified, bytes: found.size ?? 0 };
      } catch (error) {
        throw new FilesUnavailable(`the storage of files did not do it (${codeOf(error)})`);
      }
    },
  };
};
