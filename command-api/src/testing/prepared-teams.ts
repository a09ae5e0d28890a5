// What commands on teams need to be there already: a black-out, schedules at each stage, changes that wait, a feed.
import type { RunningApi } from "./running-api.js";
import { officers } from "./small-bank.js";

export interface PreparedTeams {
  readonly blackOutId: string;
  /** Of the open schedule of u2. */
  readonly openPart: string;
  /** Of the approved schedule of u1: changes of the second and the third wait, the fourth is announced. */
  readonly parts: readonly string[];
  readonly changes: readonly string[];
  readonly ofBoss: { readonly unitId: string; readonly year: number; readonly employeeId: string };
  readonly feedId: string;
}

/** In the bank of small-bank.ts. */
export const prepareTeams = async (api: RunningApi): Promise<PreparedTeams> => {
  const { hr } = officers;
  const year = 2027;
  const blackOut = { unitId: "u2", from: "2027-03-29", to: "2027-03-31", reason: "The quarter's end" };
  const { blackOutId } = await api.sent("head", "declare-black-out", blackOut);
  const plan = async (unitId: string, employeeId: string, month: string): Promise<string> => {
    const dates = { from: `2027-${month}-01`, to: `2027-${month}-14` };
    const { partId } = await api.sent(hr, "plan-leave-part", { unitId, year, employeeId, ...dates });
    return String(partId);
  };
  const openPart = await plan("u2", "boris", "09");
  await plan("u3", "vera", "05");
  await api.sent("chief", "submit-leave-schedule", { unitId: "u3", year });
  const parts: string[] = [];
  for (const month of ["02", "04", "07", "10"]) parts.push(await plan("u1", "boss", month));
  const ofBoss = { unitId: "u1", year, employeeId: "boss" };
  await api.sent("boss", "submit-leave-schedule", { unitId: "u1", year });
  await api.sent(hr, "approve-leave-schedule", { unitId: "u1", year });
  const changes: string[] = [];
  for (const [partId, day] of [
    [parts[1], "2027-11-08"],
    [parts[2], "2027-12-06"],
  ]) {
    const wish = { ...ofBoss, partId, to: { from: day, to: day }, reason: "A matter of my own" };
    changes.push(String((await api.sent("boss", "propose-leave-change", wish)).changeId));
  }
  await api.sent(hr, "announce-planned-leave", { unitId: "u1", year, partId: parts[3] });
  const { feedId } = await api.sent("anna", "create-feed", { subject: { of: "own" } });
  return { blackOutId: String(blackOutId), openPart, parts, changes, ofBoss, feedId: String(feedId) };
};
