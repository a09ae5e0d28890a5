// Which addresses a webhook may not be sent to: those inside, from where one could reach what is not meant for outside. The
// address that is checked is the one that is connected to, so that a name that means another host at the second asking
// (DNS rebinding) gains nothing.
import { lookup as resolve } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

export class PrivateAddress extends Error {
  override readonly name = "PrivateAddress";
}

const inside = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  inside.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const)
  inside.addSubnet(network, prefix, "ipv6");

/** Also where an IPv4 address is written as IPv6. */
export const isInside = (address: string): boolean => {
  const family = isIP(address);
  if (family === 0) return true;
  return inside.check(address, family === 4 ? "ipv4" : "ipv6");
};

/** `hostname` of a URL, which writes IPv6 in brackets. Throws PrivateAddress. */
export const refuseInsideLiteral = (hostname: string): void => {
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(address) !== 0 && isInside(address)) throw new PrivateAddress(`${hostname} is an address inside`);
};

type Resolve = typeof resolve;

/** For a connection: gives the addresses of a name, and none at all when one of them is inside. */
export const outsideOnly =
  (ask: Resolve = resolve): LookupFunction =>
  (hostname, options, done) => {
    ask(hostname, { all: true, verbatim: true }, (error, addresses) => {
      const first = addresses?.[0];
      if (error !== null || first === undefined) return done(error ?? new Error(`${hostname} has no address`), []);
      if (addresses.some(({ address }) => isInside(address)))
        return done(new PrivateAddress(`${hostname} has an address inside`), []);
      return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
