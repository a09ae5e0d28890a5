// An integration event before it has its id and its place among those of its key.
import type { AnyContract, DataOf } from "@tabel/integration-contracts";

export interface Draft {
  /** Full name of the contract. */
  readonly type: AnyContract["type"];
  readonly key: string;
  /** Tells apart what one fact makes for one contract and key; its id follows from it. */
  readonly part: string;
  readonly data: object;
}

/** Typed by its contract: what stands in the data is what the contract says. */
export const draft = <Declared extends AnyContract>(
  contract: Declared,
  key: string,
  part: string,
  data: DataOf<Declared>,
): Draft => ({ type: contract.type, key, part, data });
