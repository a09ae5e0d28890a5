// Decodes ReadReq, which asks for reads and subscriptions, of one stream or of $all.
import { decodeStreamName } from "./requests.js";
import { MalformedMessage, WireReader } from "./wire-reader.js";

export interface FilterOptions {
  readonly on: "stream" | "type";
  readonly regex: string;
  readonly prefixes: readonly string[];
  /** Events looked at before a subscriber is told how far the search came; undefined: the server's choice. */
  readonly searchWindow: number | undefined;
  /** A checkpoint after this many search windows. */
  readonly checkpointIntervalMultiplier: number;
}

export type ReadTarget =
  | { readonly kind: "stream"; readonly name: string; readonly from: "start" | "end" | bigint }
  | { readonly kind: "all"; readonly from: "start" | "end" | bigint };

export interface ReadRequest {
  readonly target: ReadTarget;
  readonly direction: "forwards" | "backwards";
  readonly resolveLinks: boolean;
  /** undefined: a subscription. */
  readonly count: bigint | undefined;
  readonly filter: FilterOptions | undefined;
  readonly uuidForm: "structured" | "text";
  /** From 1 on the client understands being told where a stream begins and ends. */
  readonly compatibility: number;
}

export const decodeReadRequest = (bytes: Buffer): ReadRequest => {
  const reader = new WireReader(bytes);
  let request: ReadRequest | undefined;
  reader.fields((field) => {
    if (field !== 1) return false;
    request = decodeOptions(reader.message());
    return true;
  });
  if (request === undefined) throw new MalformedMessage("a read has no options");
  return request;
};

const decodeOptions = (reader: WireReader): ReadRequest => {
  let target: ReadTarget | undefined;
  let direction: ReadRequest["direction"] = "forwards";
  let resolveLinks = false;
  let count: bigint | undefined;
  let filter: FilterOptions | undefined;
  let uuidForm: ReadRequest["uuidForm"] = "structured";
  let compatibility = 0;
  reader.fields((field) => {
    if (field === 1) target = decodeStreamOptions(reader.message());
    else if (field === 2) target = { kind: "all", from: decodeAllOptions(reader.message()) };
    else if (field === 3) direction = reader.number() === 1 ? "backwards" : "forwards";
    else if (field === 4) resolveLinks = reader.bool();
    else if (field === 5) count = reader.uint64();
    else if (field === 6 && reader.empty()) count = undefined;
    else if (field === 7) filter = decodeFilter(reader.message());
    else if (field === 9) uuidForm = decodeUuidForm(reader.message());
    else if (field === 10) compatibility = decodeCompatibility(reader.message());
    else return false;
    return true;
  });
  if (target === undefined) throw new MalformedMessage("a read names neither a stream nor $all");
  return { target, direction, resolveLinks, count, filter, uuidForm, compatibility };
};

const decodeStreamOptions = (reader: WireReader): ReadTarget => {
  let name = "";
  let from: "start" | "end" | bigint = "start";
  reader.fields((field) => {
    if (field === 1) name = decodeStreamName(reader.message());
    else if (field === 2) from = reader.uint64();
    else if (field === 3 && reader.empty()) from = "start";
    else if (field === 4 && reader.empty()) from = "end";
    else return false;
    return true;
  });
  return { kind: "stream", name, from };
};

const decodeAllOptions = (reader: WireReader): "start" | "end" | bigint => {
  let from: "start" | "end" | bigint = "start";
  reader.fields((field) => {
    if (field === 1) from = decodeCommitPosition(reader.message());
    else if (field === 2 && reader.empty()) from = "start";
    else if (field === 3 && reader.empty()) from = "end";
    else return false;
    return true;
  });
  return from;
};

/** Of a Position the commit position; in this store the prepare position is always the same. */
const decodeCommitPosition = (reader: WireReader): bigint => {
  let commit = 0n;
  reader.fields((field) => {
    if (field !== 1) return false;
    commit = reader.uint64();
    return true;
  });
  return commit;
};

const decodeFilter = (reader: WireReader): FilterOptions => {
  let on: FilterOptions["on"] | undefined;
  let expression = { regex: "", prefixes: [] as readonly string[] };
  let searchWindow: number | undefined;
  let checkpointIntervalMultiplier = 0;
  reader.fields((field) => {
    if (field === 1 || field === 2) {
      on = field === 1 ? "stream" : "type";
      expression = decodeExpression(reader.message());
    } else if (field === 3) searchWindow = reader.number();
    else if (field === 4 && reader.empty()) searchWindow = undefined;
    else if (field === 5) checkpointIntervalMultiplier = reader.number();
    else return false;
    return true;
  });
  if (on === undefined) throw new MalformedMessage("a filter names neither stream nor event type");
  return { on, ...expression, searchWindow, checkpointIntervalMultiplier };
};

const decodeExpression = (reader: WireReader): { regex: string; prefixes: readonly string[] } => {
  let regex = "";
  const prefixes: string[] = [];
  reader.fields((field) => {
    if (field === 1) regex = reader.text();
    else if (field === 2) prefixes.push(reader.text());
    else return false;
    return true;
  });
  return { regex, prefixes };
};

const decodeUuidForm = (reader: WireReader): ReadRequest["uuidForm"] => {
  let form: ReadRequest["uuidForm"] = "structured";
  reader.fields((field) => {
    if (field === 2) form = "text";
    else if (field === 1) form = "structured";
    return false;
  });
  return form;
};

const decodeCompatibility = (reader: WireReader): number => {
  let compatibility = 0;
  reader.fields((field) => {
    if (field !== 1) return false;
    compatibility = reader.number();
    return true;
  });
  return compatibility;
};
