// No request goes inside, however the address is written and whatever a name means at the second asking.
import { describe, expect, test } from "@jest/globals";
import { isInside, outsideOnly, refuseInsideLiteral } from "./private-networks.js";

test.each([
  "127.0.0.1",
  "127.255.0.3",
  "10.1.2.3",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "224.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "fe80::1",
  "fd00::1",
  "::ffff:10.0.0.1",
  "::ffff:7f00:1",
  "64:ff9b::a00:1",
  "64:ff9b:1::a00:1",
  "not an address",
])("%s is inside", (address) => {
  expect(isInside(address)).toBe(true);
});

test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2a00:1450:4001::1", "::ffff:8.8.8.8"])(
  "%s is outside",
  (address) => {
    expect(isInside(address)).toBe(false);
  },
);

test.each([
  "http://127.0.0.1/",
  "http://2130706433/",
  "http://0x7f.1/",
  "http://017700000001/",
  "http://[::1]/",
  "http://[::ffff:10.0.0.1]/",
])("%s is refused before anything is asked", (url) => {
  expect(() => refuseInsideLiteral(new URL(url).hostname)).toThrow(/inside/);
});

describe("a name", () => {
  const resolver = (addresses: readonly string[]) =>
    ((_name: string, _options: object, done: (error: null, found: object[]) => void) =>
      done(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      )) as unknown as Parameters<typeof outsideOnly>[0];
  const ask = (addresses: readonly string[]) =>
    new Promise((resolve, reject) =>
      outsideOnly(resolver(addresses))("hook.example", { all: false }, (error, address) =>
        error === null ? resolve(address) : reject(error),
      ),
    );

  test("that means an address inside, or one inside among others, is refused", async () => {
    await expect(ask(["10.0.0.1"])).rejects.toThrow(/inside/);
    await expect(ask(["8.8.8.8", "127.0.0.1"])).rejects.toThrow(/inside/);
  });

  test("that means one outside is connected to exactly there", async () => {
    expect(await ask(["8.8.8.8"])).toBe("8.8.8.8");
  });
});
