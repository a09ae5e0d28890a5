// The end of a delegation is told once, on the morning after its last day.
import { describe, expect, test } from "@jest/globals";
import { DeputyAppointed, DeputyDismissed, localDate } from "@tabel/domain";
import { bankAt } from "../../specification/bank.js";
import { cameDue, type FactsOf, happened, intentsOf } from "../../specification/given-then.js";
import { whenADelegationEndsThenTell as theProcess } from "./when-a-delegation-ends-then-tell.js";

const pair = { userId: "anna", deputy: "galina" };
const appointed = (until: string | null) => DeputyAppointed({ ...pair, from: "2026-02-09", until, kinds: null });
const dismissed = (on: string) => DeputyDismissed({ ...pair, on });
const key = "galina 2026-02-09";
const at = (date: string) => ({ date: localDate(date), time: "09:00", zone: "Asia/Vladivostok" });
const ends = (date: string) => ({ do: "wait", key, timer: "ends", at: at(date) });
const told = { do: "notify", key, fact: { is: "deputy-ended", ...pair } };
const intents = (...facts: FactsOf<typeof theProcess>) =>
  intentsOf(theProcess, facts, bankAt("2026-02-02T09:00:00.000Z"));

describe("a delegation", () => {
  test("ends by itself on the morning after its last day, where the person is", async () => {
    const history = [happened(appointed("2026-02-20"))];
    expect(await intents(...history)).toEqual([ends("2026-02-21")]);
    expect(await intents(...history, cameDue("ends", at("2026-02-21"), key))).toEqual([told]);
    expect(await intents(happened(appointed(null)))).toEqual([]);
  });
  test("that was taken back does not end again", async () => {
    const history = [happened(appointed("2026-02-20")), happened(dismissed("2026-02-16"))];
    expect(await intents(...history)).toEqual([{ do: "stop-waiting", key }]);
    expect(await intents(...history, happened(dismissed("2026-02-18")))).toEqual([]);
  });
});
