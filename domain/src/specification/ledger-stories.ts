// Where the stories of leave ledgers begin. Figures of Russia unless said otherwise.
import { localDate } from "../kernel/local-date.js";
import { employed } from "./bank.js";
import { run } from "./leave-story.js";

export const on = localDate;
/** Galina was hired on 1 March 2024; three working years have begun. */
export const may = { today: on("2026-05-01") };
export const granted = run("2026-05-01");
export const german = { ...may, employment: employed({ country: "DE" }) };
export const leaving = (lastDay: string, hiredOn = "2024-03-01", country = "RU") => ({
  today: on("2026-05-01"),
  employment: employed({ lastDay, hiredOn, country }),
});
export const nobody = { ...may, employment: undefined };
