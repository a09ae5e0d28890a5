// Passwords: kept as scrypt hashes that carry their own parameters, in PHC string format.
import { randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from "node:crypto";
import { platformProblems } from "../problem/platform-problems.js";
import { Problem } from "../problem/problem.js";

// 32 MiB and about 0.1 s each (OWASP's second choice of parameters, with one thread).
const cost = { logN: 15, r: 8, p: 1 };
const longestPassword = 1_024;

// Each hash takes 128·N·r bytes, so only so many run at once and only so many wait: a flood of log-ins is refused
// instead of using up memory and all threads of the pool.
const mostAtOnce = 2;
const mostWaiting = 64;
let running = 0;
const waiting: (() => void)[] = [];

const takeTurn = async () => {
  if (running >= mostAtOnce) {
    if (waiting.length >= mostWaiting)
      throw new Problem(platformProblems["overloaded"], "Too many people are logging in: try again in a moment.", {
        headers: { "Retry-After": "2" },
      });
    await new Promise<void>((resume) => waiting.push(resume)); // the turn is handed over, so `running` stays
    return;
  }
  running += 1;
};

const giveTurn = () => {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
};

const derive = async (password: string, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> => {
  await takeTurn();
  try {
    return await new Promise<Buffer>((resolve, reject) =>
      // The same letters typed on two systems can be different code points; NFKC makes them one.
      scrypt(password.normalize("NFKC"), salt, length, options, (fault, key) => (fault ? reject(fault) : resolve(key))),
    );
  } finally {
    giveTurn();
  }
};

const optionsOf = ({ logN, r, p }: typeof cost): ScryptOptions => ({
  N: 2 ** logN,
  r,
  p,
  maxmem: 128 * 2 ** logN * r + 1024 * 1024,
});

const base64 = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");

/** @throws Problem overloaded when too many are being hashed already */
export const hashPassword = async (password: string): Promise<string> => {
  if (password.length === 0 || password.length > longestPassword)
    throw new RangeError(`A password has 1 to ${longestPassword} characters.`);
  const salt = randomBytes(16);
  const key = await derive(password, salt, 32, optionsOf(cost));
  return `$scrypt$ln=${cost.logN},r=${cost.r},p=${cost.p}$${base64(salt)}$${base64(key)}`;
};

/**
 * The same for the same password and salt, and as slow to guess from as a stored hash: for telling whether a repeated
 * request holds the same password.
 * @throws Problem overloaded when too many are being hashed already
 */
export const passwordFingerprint = async (password: string, salt: string): Promise<string> =>
  base64(await derive(password, Buffer.from(salt), 32, optionsOf(cost)));

const encodedForm = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{16,64})\$([A-Za-z0-9+/]{22,86})$/;

// For a person who does not exist: the same work, so that the time does not tell who does. No password gives a random key.
const nobodysSalt = randomBytes(16);
const nobodysKey = randomBytes(32);

const decode = (encoded: string) => {
  const [, logN, r, p, salt, key] = encodedForm.exec(encoded) ?? [];
  if (!salt || !key) return undefined;
  const parameters = { logN: Number(logN), r: Number(r), p: Number(p) };
  // A stored string must not be able to ask for unbounded work.
  if (parameters.logN > 17 || parameters.r > 16 || parameters.p > 4) return undefined;
  return { parameters, salt: Buffer.from(salt, "base64"), key: Buffer.from(key, "base64") };
};

/**
 * @param encoded what hashPassword gave; undefined for an unknown person, which takes as long and is false
 * @throws Problem overloaded when too many are being hashed already
 */
export const verifyPassword = async (password: string, encoded: string | undefined): Promise<boolean> => {
  const stored = encoded === undefined ? undefined : decode(encoded);
  const { parameters, salt, key } = stored ?? { parameters: cost, salt: nobodysSalt, key: nobodysKey };
  if (password.length > longestPassword) return false;
  const derived = await derive(password, salt, key.length, optionsOf(parameters));
  return timingSafeEqual(derived, key);
};
