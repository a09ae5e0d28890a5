// A client's regular expression may take time that grows with the square of a name, or doubles with each of its letters,
// and meanwhile the thread serves nobody. Expressions with at most one repetition of a single character are evaluated as
// they are; all others under V8's time limit, which costs some 80 microseconds an event.
import { createContext, Script } from "node:vm";
import { invalidArgument, type ProtocolError } from "../protocol/errors.js";

/** Characters of an expression; and of a name up to which one repetition is evaluated without a limit. */
const LONGEST = 1_000;
/** Milliseconds: no evaluation may take longer, nor may many in a row take more than a hundredth of it each. */
const ALLOWANCE = 100;
/** What remains of the time spent, after each evaluation: about the last hundred of them count. */
const REMAINS = 0.99;

/** Milliseconds for which a client whose expression took too long brings no other that would be run under the limit. */
const PENALTY = 10_000;
/** Until when, by connection, in the order in which they were refused. */
const penalties = new Map<string, number>();

/**
 * Says whether a name matches. Throws a ProtocolError where the expression cannot be used or takes too long. `peer` is the
 * connection it came by.
 */
export const boundedRegex = (source: string, peer: string): ((name: string) => boolean) => {
  if (source.length > LONGEST)
    throw invalidArgument(
      `The filter's regular expression is ${source.length} characters long; it may have ${LONGEST}.`,
    );
  const regex = compile(source);
  const direct = isHarmless(source);
  if (!direct && isPenalised(peer))
    throw invalidArgument(
      `A filter of this connection took too long less than ${PENALTY / 1_000} s ago: until then use prefixes, or an expression that repeats one character at most.`,
    );
  const limited = underLimit(regex, source, () => penalise(peer));
  return (name) => (direct && name.length <= LONGEST ? regex.test(name) : limited(name));
};

const compile = (source: string): RegExp => {
  try {
    return new RegExp(source, "u");
  } catch {
    try {
      return new RegExp(source);
    } catch {
      throw invalidArgument(`The filter's regular expression /${source.slice(0, 200)}/ is not valid.`);
    }
  }
};

/** Whether it repeats nothing, or one character once: then a name of n characters takes n² steps at most. */
const isHarmless = (source: string): boolean => {
  if (/\\[1-9k]/.test(source)) return false;
  const bare = source.replace(/\\./gsu, "a").replace(/\[[^\]]*\]/g, "a");
  const groups = bare.replaceAll("(?:", "(");
  return !/\)[*+?{]/.test(groups) && (groups.match(/[*+?{]/g) ?? []).length <= 1;
};

const penalise = (peer: string): void => {
  penalties.delete(peer);
  penalties.set(peer, Date.now() + PENALTY);
};

const isPenalised = (peer: string): boolean => {
  for (const [other, until] of penalties) {
    if (until > Date.now()) break;
    penalties.delete(other);
  }
  return penalties.has(peer);
};

const underLimit = (regex: RegExp, source: string, onTooSlow: () => void): ((name: string) => boolean) => {
  const inputs: { regex: RegExp; name: string } = { regex, name: "" };
  let script: Script | undefined;
  let spent = 0;
  return (name) => {
    if (script === undefined) {
      createContext(inputs);
      script = new Script("regex.test(name)");
    }
    inputs.name = name;
    const began = performance.now();
    try {
      const matches = script.runInContext(inputs, { timeout: Math.max(1, Math.ceil(ALLOWANCE - spent)) }) === true;
      spent = spent * REMAINS + performance.now() - began;
      if (spent > ALLOWANCE) throw tooSlow(source);
      return matches;
    } catch {
      onTooSlow();
      throw tooSlow(source);
    }
  };
};

const tooSlow = (source: string): ProtocolError =>
  invalidArgument(
    `The filter's regular expression /${source.slice(0, 200)}/ takes too long: use prefixes, or a simpler one.`,
  );
