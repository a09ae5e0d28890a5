// What a consumer does with the events of one contract.
import type { AnyContract, CloudEvent, DataOf } from "@tabel/integration-contracts";
import type pg from "pg";

export interface Received<Data> extends CloudEvent<Data> {
  /**
   * One with a later sequence was taken before it, after a gap. What says a state whole is passed over then; what is added up
   * is added all the same.
   */
  readonly late: boolean;
}

export interface Handler {
  readonly contract: AnyContract;
  /** In the transaction that remembers the event as taken: both happen, or neither. Throwing rolls back. */
  readonly take: (event: Received<unknown>, transaction: pg.ClientBase) => Promise<void>;
}

/** Types a handler by its contract. The data are parsed by it before they are handed over. */
export const on = <Declared extends AnyContract>(
  contract: Declared,
  take: (event: Received<DataOf<Declared>>, transaction: pg.ClientBase) => Promise<void>,
): Handler => ({ contract, take: take as Handler["take"] }); // `receive` parses the data by this very contract
