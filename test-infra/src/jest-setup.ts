// Jest's globalSetup. Only the provider starts here; servers start when a spec first asks, so a run of unit specs has none.
import { type Provider, providerVariable, startProvider } from "./provider.js";

let provider: Provider | undefined;

export default async () => {
  provider = await startProvider();
  process.env[providerVariable] = provider.address;
};

/** For jest-teardown.ts, which jest loads into the same process. */
export const closeProvider = async () => provider?.close();
