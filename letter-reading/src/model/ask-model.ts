// Asks a model for the fields of a letter over the OpenAI protocol: one request, one answer, bounded in time and size. Whatever goes wrong
// is an outcome, never an exception: a letter is checked without a model as well.
import { createHash } from "node:crypto";
import OpenAI from "openai";
import { z } from "zod";
import { Extraction, INSTRUCTIONS } from "./extraction.js";

export interface ModelSettings {
  /** `LLM_BASE_URL`: of an own server where letters must not leave the house. */
  readonly baseUrl: string;
  readonly model: string;
  readonly key: string;
  /** `vision` sees the picture, `text` what was read from it. */
  readonly sees: "vision" | "text";
  readonly longestMs?: number;
  readonly mostTokens?: number;
}

export type ModelFailure = "unreachable" | "too-slow" | "too-long" | "not-json" | "not-the-schema" | "refused";

/** What is kept of an asking, to be replayed without asking again. */
export interface ModelAsking {
  readonly model: string;
  readonly promptHash: string;
  readonly tokens: { readonly in: number; readonly out: number };
  readonly milliseconds: number;
  /** As the model wrote it: personal, to be sealed. */
  readonly raw: string;
  readonly answer: Extraction | null;
  readonly failure: ModelFailure | null;
}

const MOST_BYTES = 256 * 1024;
/** What a letter and its instructions may come to, where the server does not say or does not say credibly. */
export const MOST_TOKENS_IN = 20_000;
/** More than any server counts for one answer. */
const INCREDIBLE = 10_000_000;
const schema = z.toJSONSchema(Extraction) as Record<string, unknown>; // a JSON schema is an object
export const PROMPT_HASH = createHash("sha256").update(INSTRUCTIONS).update(JSON.stringify(schema)).digest("hex");

class TooLong extends Error {}

/** Cuts an answer off that does not end. */
const boundedFetch: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new TooLong("the answer of the model does not end");
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), { status: answer.status, headers: answer.headers });
};

const failureOf = (error: unknown): ModelFailure => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof TooLong) return "too-long";
  if (error instanceof OpenAI.APIConnectionTimeoutError || error instanceof OpenAI.APIUserAbortError) return "too-slow";
  if (error instanceof OpenAI.APIConnectionError) return "unreachable";
  if (error instanceof OpenAI.APIError)
    return error.status === undefined || error.status >= 500 ? "unreachable" : "refused";
  return "not-json";
};

const parsed = (raw: string): Pick<ModelAsking, "answer" | "failure"> => {
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    return { answer: null, failure: "not-json" };
  }
  const answer = Extraction.safeParse(json);
  return answer.success ? { answer: answer.data, failure: null } : { answer: null, failure: "not-the-schema" };
};

/** A server may say anything of what it used: what is no count is taken for the most, so that nobody asks for nothing. */
const counted = (said: unknown, most: number): number =>
  Number.isSafeInteger(said) && Number(said) >= 0 && Number(said) <= INCREDIBLE ? Number(said) : most;

/** Of a server's text what can be stored: no NUL, no halves of characters. */
export const storable = (text: string): string => text.replaceAll(/\0|\p{Surrogate}/gu, "\uFFFD");

export const askModel = async (
  settings: ModelSettings,
  letter: { readonly picture: Uint8Array; readonly text: string },
): Promise<ModelAsking> => {
  const { baseUrl, model, key, sees, longestMs = 60_000, mostTokens = 1_500 } = settings;
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey: key,
    timeout: longestMs,
    maxRetries: 0,
    fetch: boundedFetch,
    logLevel: "off",
  });
  const url = `data:image/png;base64,${Buffer.from(letter.picture).toString("base64")}`;
  const content =
    sees === "vision"
      ? [{ type: "image_url" as const, image_url: { url } }]
      : [{ type: "text" as const, text: letter.text.slice(0, 20_000) }];
  const began = performance.now();
  const asked = (raw: string, tokens: ModelAsking["tokens"]) => ({
    model,
    promptHash: PROMPT_HASH,
    tokens,
    milliseconds: Math.round(performance.now() - began),
    raw: storable(raw.slice(0, 50_000)),
  });
  try {
    const answer = await client.chat.completions.create(
      {
        model,
        temperature: 0,
        max_tokens: mostTokens,
        messages: [
          { role: "system", content: INSTRUCTIONS },
          { role: "user", content },
        ],
        response_format: { type: "json_schema", json_schema: { name: "letter", strict: true, schema } },
      },
      { signal: AbortSignal.timeout(longestMs) },
    );
    const raw = answer.choices?.[0]?.message?.content ?? "";
    return {
      ...asked(raw, {
        in: counted(answer.usage?.prompt_tokens, MOST_TOKENS_IN),
        out: counted(answer.usage?.completion_tokens, mostTokens),
      }),
      ...parsed(raw),
    };
  } catch (error) {
    return { ...asked("", { in: 0, out: 0 }), answer: null, failure: failureOf(error) };
  }
};
