// The end of a probation, some days ahead.
import { expect, test } from "@jest/globals";
import { ContractConcluded, EmployeeLeft, EntryAnnulled, LeavingWithdrawn, localDate } from "@tabel/domain";
import { bankAt, left } from "../../specification/bank.js";
import { cameDue, type FactsOf, happened, intentsOf } from "../../specification/given-then.js";
import { whenAProbationNearsItsEndThenTell as theProcess } from "./when-a-probation-nears-its-end-then-tell.js";

const employeeId = "anna"; // in Vladivostok
const contract = (probationUntil: string | null, from = "2026-01-12") =>
  happened(ContractConcluded({ employeeId, kind: "permanent", from, until: null, probationUntil }));
const at = (date: string) => ({ date: localDate(date), time: "09:00", zone: "Asia/Vladivostok" });
const wait = (date: string) => [{ do: "wait", key: "near", timer: "near", at: at(date) }];
const stop = [{ do: "stop-waiting", key: "near" }];
const due = cameDue("near", at("2026-03-29"));
const told = (on: string) => [{ do: "notify", key: "near", fact: { is: "probation-ends", employeeId, on } }];
const intents = (
  facts: FactsOf<typeof theProcess>,
  now = "2026-02-02T00:00:00.000Z",
  more: Parameters<typeof bankAt>[1] = {},
) => intentsOf(theProcess, facts, bankAt(now, more));

test("head and HR are told two weeks ahead, in the person's morning", async () => {
  expect(await intents([contract("2026-04-12")])).toEqual(wait("2026-03-29"));
  expect(await intents([contract("2026-04-12"), due], "2026-03-28T23:00:00.000Z")).toEqual(told("2026-04-12"));
});

test("a day that moves moves it; one that moves near is told the same day; another change of the contract tells nothing again", async () => {
  const first = contract("2026-04-12");
  expect(await intents([first, contract("2026-05-12")])).toEqual(wait("2026-04-28"));
  expect(await intents([first, contract("2026-04-05")], "2026-03-30T00:00:00.000Z")).toEqual(wait("2026-03-30"));
  expect(await intents([first, contract("2026-04-12", "2026-03-02")])).toEqual([]);
  expect(await intents([first, contract(null, "2026-03-02")])).toEqual(stop);
  const annulled = happened(EntryAnnulled({ employeeId, entry: "contract", from: "2026-03-02" }));
  expect(await intents([first, contract(null, "2026-03-02"), annulled])).toEqual(wait("2026-03-29"));
});

test("of who leaves by then, or has left, nobody is told; of who stays after all they are", async () => {
  const leaves = EmployeeLeft({ employeeId, lastDay: "2026-04-01" });
  const gone = { "employee-anna": [leaves] };
  expect(await intents([contract("2026-04-12"), happened(leaves)], undefined, gone)).toEqual(stop);
  expect(await intents([contract("2026-04-12"), due], "2026-03-28T23:00:00.000Z", gone)).toEqual([]);
  const later = { "employee-anna": [left(employeeId, "2026-06-30")] };
  expect(await intents([contract("2026-04-12"), due], "2026-03-28T23:00:00.000Z", later)).toEqual(told("2026-04-12"));
  const stays = LeavingWithdrawn({ employeeId, lastDay: "2026-04-01" });
  const both = { "employee-anna": [leaves, stays] };
  expect(await intents([contract("2026-04-12"), happened(leaves), happened(stays)], undefined, both)).toEqual(
    wait("2026-03-29"),
  );
});

test("a probation that is over is nothing to tell of, however late that turns out", async () => {
  expect(await intents([contract("2026-01-30")])).toEqual(stop);
  expect(await intents([contract("2026-04-12"), due], "2026-04-13T00:00:00.000Z")).toEqual([]);
});
