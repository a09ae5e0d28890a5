// A history as lines: JSON Lines for programs, CSV for spreadsheets. One entry a line, in the order of the log.
import { csvLine } from "@tabel/platform";

export interface HistoryItem {
  readonly position: string;
  readonly recordedAt: string;
  readonly effectiveOn: string | null;
  readonly type: string;
  readonly sentence: string;
  readonly actor: string;
  readonly onBehalfOf: string | null;
  readonly stream: string;
  readonly revision: string;
  readonly eventId: string;
  readonly commandId: string;
  readonly correlationId: string;
  readonly causedBy: { readonly position: string } | null;
  readonly balances: readonly { readonly ledger: string; readonly balance: number; readonly unit: string }[];
}

const columns: readonly (readonly [name: string, of: (item: HistoryItem) => string | null])[] = [
  ["position", ({ position }) => position],
  ["recordedAt", ({ recordedAt }) => recordedAt],
  ["effectiveOn", ({ effectiveOn }) => effectiveOn],
  ["type", ({ type }) => type],
  ["sentence", ({ sentence }) => sentence],
  ["actor", ({ actor }) => actor],
  ["onBehalfOf", ({ onBehalfOf }) => onBehalfOf],
  ["stream", ({ stream }) => stream],
  ["revision", ({ revision }) => revision],
  ["eventId", ({ eventId }) => eventId],
  ["commandId", ({ commandId }) => commandId],
  ["correlationId", ({ correlationId }) => correlationId],
  ["causedBy", ({ causedBy }) => causedBy?.position ?? null],
  [
    "balances",
    ({ balances }) => balances.map(({ ledger, balance, unit }) => `${ledger} ${balance} ${unit}`).join("; "),
  ],
];

export const historyCsvHeader = csvLine(columns.map(([name]) => name));
export const historyCsvLine = (item: HistoryItem): string => csvLine(columns.map(([, of]) => of(item)));
export const historyJsonLine = (item: object): string => `${JSON.stringify(item)}\n`;
