// What is small when packed may unpack to more than memory holds, and the broker bounds only the packed size. kafkajs unpacks a batch
// whole; its other codecs are not there, as topics of commands are stored with gzip.
import { promisify } from "node:util";
import { isNativeError } from "node:util/types";
import { gzip, unzip } from "node:zlib";
import kafkajs from "kafkajs";

/** Of one batch, unpacked; a batch is at most a megabyte packed. */
export const mostUnpacked = 64 * 1024 * 1024;

export class UnpacksTooLarge extends Error {
  override readonly name = "UnpacksTooLarge";
  /** As kafkajs has it: the same batch comes again. */
  readonly retriable = false;

  constructor(where = "") {
    super(`a batch${where} unpacks to more than ${mostUnpacked / 1024 / 1024} MiB`);
  }
}

/** The client wraps what it met. */
export const unpacksTooLarge = (error: unknown): boolean =>
  error instanceof UnpacksTooLarge || (isNativeError(error) && unpacksTooLarge(error.cause));

const pack = promisify(gzip);
const unpack = promisify<Buffer, { readonly maxOutputLength: number }, Buffer>(unzip);

export const boundedGzip = (most = mostUnpacked) => ({
  compress: ({ buffer }: { readonly buffer: Buffer }): Promise<Buffer> => pack(buffer),
  decompress: async (packed: Buffer): Promise<Buffer> => {
    try {
      return await unpack(packed, { maxOutputLength: most });
    } catch (error) {
      if (isNativeError(error) && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") throw new UnpacksTooLarge();
      throw error;
    }
  },
});

const codec = boundedGzip();

/** For every client of this process: the table of codecs is kafkajs's own. */
export const boundUnpacking = (): void => {
  kafkajs.CompressionCodecs[kafkajs.CompressionTypes.GZIP] = () => codec;
};
