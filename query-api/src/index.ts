// Views out.
export { allViews, createQueryApi, type QueryApi, type QueryApiOptions } from "./query-api.js";
