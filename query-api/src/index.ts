// Views out.
export { historyCsvHeader, historyCsvLine, historyJsonLine } from "./history/history-lines.js";
export { type ReplayAsked, type ReplayedEntry, replayHistory } from "./history/replay.js";
export { allViews, createQueryApi, type QueryApi, type QueryApiOptions } from "./query-api.js";
