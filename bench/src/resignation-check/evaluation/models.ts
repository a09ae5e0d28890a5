// The models an evaluation is to be made with: of the variables that the product reads, and of files that hold the same ones as JSON.
import type { AskedModel } from "@tabel/letter-reading";
import { readConfiguration } from "@tabel/platform";
import { readFile } from "node:fs/promises";
import { z } from "zod";

/** How a model is named in figures: never with its key or its address. */
export interface EvaluatedModel {
  readonly name: string;
  readonly sees: "vision" | "text";
  readonly asked: AskedModel;
}

const NAMES = ["LLM_BASE_URL", "LLM_MODEL", "LLM_API_KEY", "LLM_SEES", "LLM_TIMEOUT", "LLM_PRICE_IN", "LLM_PRICE_OUT"];
const ModelFile = z.record(z.string(), z.union([z.string(), z.number()]).transform(String));

/** Undefined where no model is configured. */
const modelOf = (variables: Readonly<Record<string, string | undefined>>): EvaluatedModel | undefined => {
  const some = Object.fromEntries(NAMES.map((name) => [name, variables[name]]));
  // A price asks for a budget; an evaluation has none: every letter is asked of every model.
  const { model } = readConfiguration({ ...some, LLM_MONTHLY_BUDGET: "1000000000" }).letters;
  if (model === undefined) return undefined;
  const { baseUrl, model: name, key, sees, timeoutMs, price } = model;
  const settings = { baseUrl, model: name, key: key?.reveal() ?? "none", sees, longestMs: timeoutMs };
  const gate = { enter: () => Promise.resolve({ leave: () => Promise.resolve() }) };
  return { name, sees, asked: { settings, price, gate } };
};

/** That of the environment first, then one of each file. */
export const configuredModels = async (
  environment: Readonly<Record<string, string | undefined>>,
  files: readonly string[],
): Promise<EvaluatedModel[]> => {
  const ofFile = async (file: string): Promise<EvaluatedModel> => {
    const model = modelOf(ModelFile.parse(JSON.parse(await readFile(file, "utf8"))));
    if (model === undefined) throw new Error(`${file} names no LLM_BASE_URL`);
    return model;
  };
  const own = modelOf(environment);
  return [...(own === undefined ? [] : [own]), ...(await Promise.all(files.map(ofFile)))];
};
