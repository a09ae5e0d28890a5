// A spec's side of the provider.
import { providerVariable } from "./provider.js";

/** @throws with the provider's own words when a part cannot be had */
export const askProvider = async <T>(method: "GET" | "POST" | "DELETE", path: string): Promise<T> => {
  const address = process.env[providerVariable];
  if (!address) throw new Error("No test provider: run the specs through jest with this workspace's jest.config.mjs.");
  const response = await fetch(`${address}/${path}`, { method });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return JSON.parse(text) as T; // both sides are compiled together
};
