// A batch that unpacks to more than it may is refused before it is in memory, and is known again however the client wraps it.
import { gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import kafkajs from "kafkajs";
import { boundedGzip, boundUnpacking, mostUnpacked, UnpacksTooLarge, unpacksTooLarge } from "./bounded-unpacking.js";

interface Codec {
  readonly compress: (encoder: { buffer: Buffer }) => Promise<Buffer>;
  readonly decompress: (packed: Buffer) => Promise<Buffer>;
}

const registered = (): Codec => {
  boundUnpacking();
  return kafkajs.CompressionCodecs[kafkajs.CompressionTypes.GZIP]() as Codec; // kafkajs does not say what it is
};

test("what is packed comes out as it was, up to the bound", async () => {
  const buffer = Buffer.alloc(10_000, "табель");
  expect(await registered().decompress(await registered().compress({ buffer }))).toEqual(buffer);
  const { decompress } = boundedGzip(10_000);
  expect((await decompress(gzipSync(buffer))).equals(buffer)).toBe(true);
  await expect(decompress(gzipSync(Buffer.alloc(10_001)))).rejects.toBeInstanceOf(UnpacksTooLarge);
});

test("less than the broker's bound when packed, more than ours unpacked: refused by the client's own codec", async () => {
  const bomb = gzipSync(Buffer.alloc(mostUnpacked + 1));
  expect(bomb.length).toBeLessThan(900_000);
  await expect(registered().decompress(bomb)).rejects.toThrow("unpacks to more than 64 MiB");
});

test("bytes that are no gzip are another fault", async () => {
  const fault: unknown = await registered()
    .decompress(Buffer.from("none"))
    .catch((error: unknown) => error);
  expect(unpacksTooLarge(fault)).toBe(false);
  expect(unpacksTooLarge(new Error("retries", { cause: new UnpacksTooLarge() }))).toBe(true);
});
