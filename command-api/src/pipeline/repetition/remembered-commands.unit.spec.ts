import { describe, expect, test } from "@jest/globals";
import { CommandIdReused, createRememberedCommands } from "./remembered-commands.js";

describe("the memory of command ids", () => {
  test("refuses an id for another command, while the first is at work and after it is done", () => {
    const remembered = createRememberedCommands(10);
    const claim = remembered.claim("id", "one");
    expect(() => remembered.claim("id", "two")).toThrow(CommandIdReused);
    claim.release(true);
    expect(() => remembered.claim("id", "two")).toThrow(CommandIdReused);
    remembered.claim("id", "one").release(true);
  });

  test("frees an id under which nothing was done", () => {
    const remembered = createRememberedCommands(10);
    remembered.claim("id", "one").release(false);
    expect(() => remembered.claim("id", "two")).not.toThrow();
  });

  test("holds an id as long as anybody works under it, whoever leaves first", () => {
    const remembered = createRememberedCommands(10);
    const first = remembered.claim("id", "one");
    const second = remembered.claim("id", "one");
    first.release(false);
    expect(() => remembered.claim("id", "two")).toThrow(CommandIdReused);
    second.release(false);
    expect(() => remembered.claim("id", "two")).not.toThrow();
  });

  test("gives the kept answer to a repeat", () => {
    const remembered = createRememberedCommands<{ position: string }>(10);
    const claim = remembered.claim("id", "one");
    claim.keep({ position: "7" });
    claim.release(true);
    expect(remembered.claim("id", "one").kept).toEqual({ position: "7" });
  });

  test("forgets the oldest when it is full", () => {
    const remembered = createRememberedCommands(2);
    for (const id of ["a", "b", "c"]) remembered.claim(id, "one").release(true);
    expect(() => remembered.claim("a", "two")).not.toThrow();
    expect(() => remembered.claim("c", "two")).toThrow(CommandIdReused);
  });
});
