// The file that says who may send commands: every fault of it is told with its place.
import { expect, test } from "@jest/globals";
import { InboundFileFault, readSources } from "./inbound-source.js";

const open = new Set(["hire-employee", "transfer-employee"]);
const good = { source: "hr", topic: "hr.commands", account: "master-hr", commands: ["hire-employee"] };
const faultsOf = (sources: unknown): string => {
  try {
    readSources(typeof sources === "string" ? sources : JSON.stringify(sources), open);
    return "";
  } catch (error) {
    if (error instanceof InboundFileFault) return error.message;
    throw error;
  }
};

test("a source says its topic, its account and its commands; its ids are Tabel's unless it says otherwise", () => {
  expect(readSources(JSON.stringify([good]), open)).toEqual([{ ...good, ids: { of: "tabel" } }]);
  expect(readSources("[]", open)).toEqual([]);
});

test.each([
  ["no JSON", "{", /not JSON/],
  ["no list", good, /expected array/],
  [
    "a command that may not come from a topic",
    [{ ...good, commands: ["hire-employee", "set-password"] }],
    /^\/0\/commands\/1: set-password/,
  ],
  ["no commands", [{ ...good, commands: [] }], /^\/0\/commands/],
  [
    "a topic of two sources",
    [good, { ...good, source: "b", account: "b" }],
    /^\/1\/topic: is that of another source too/,
  ],
  [
    "an account of two sources",
    [good, { ...good, source: "b", topic: "b" }],
    /^\/1\/account: is that of another source too/,
  ],
  ["a name of two sources", [good, { ...good, topic: "b", account: "b" }], /^\/1\/source/],
  ["an account that is none", [{ ...good, account: "process:x" }], /^\/0\/account/],
  ["a field that is not known", [{ ...good, acount: "x" }], /acount/],
  [
    "a prefix that begins no number",
    [{ ...good, ids: { of: "source", newEmployees: "№" } }],
    /^\/0\/ids\/newEmployees/,
  ],
])("%s is a fault", (_, sources, says) => expect(faultsOf(sources)).toMatch(says));
