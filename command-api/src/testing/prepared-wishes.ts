// What has to be there before each command of the table can be carried out.
import { NotificationSent } from "@tabel/domain";
import { prepareAbsences, type PreparedAbsences } from "./prepared-absences.js";
import { prepareNewcomers, type PreparedNewcomers } from "./prepared-newcomers.js";
import { prepareTeams, type PreparedTeams } from "./prepared-teams.js";
import type { RunningApi } from "./running-api.js";
import { hired, officers, openSmallBank } from "./small-bank.js";

export interface PreparedWishes {
  /** Of anna. */
  readonly requests: readonly string[];
  readonly absences: PreparedAbsences;
  readonly teams: PreparedTeams;
  readonly newcomers: PreparedNewcomers;
}

const { hr } = officers;

export const leave = { employeeId: "anna", kind: "annual-leave", dayPart: "full", comment: "к морю" };
const dates = [
  { from: "2026-07-06", to: "2026-07-19" },
  { from: "2026-08-03", to: "2026-08-04" },
  { from: "2026-09-07", to: "2026-09-08" },
];
export const acceptedSheet = { unitId: "u2", period: "2026-02" };

/** What vera was told in the application, without any process that tells people. */
export const told = "0b4e9f0e-6c0f-4b38-8a0f-4e7f0f6f2a10";
const tellVera = async ({ store }: RunningApi): Promise<void> => {
  const event = NotificationSent({
    userId: "vera",
    deliveryId: told,
    fact: "hand-over",
    factId: "f1",
    role: "successor",
    channel: "in-app",
    about: [],
    details: [],
    mayKnow: [],
    messageId: null,
    language: "ru",
  });
  await store.append("notifications-vera", [event], {
    expected: "no-stream",
    metadata: { $correlationId: told, $causationId: told, commandId: told, commandHash: "x", actor: "system" },
  });
};

export const prepareWishes = async (api: RunningApi): Promise<PreparedWishes> => {
  const requests: string[] = [];
  await openSmallBank(api);
  await api.sent(hr, "record-leaving", { employeeId: "chief", lastDay: "2026-12-31" });
  for (const days of dates) requests.push((await api.sent("anna", "submit-leave", { ...leave, ...days })).requestId);
  const absences = await prepareAbsences(api);
  await api.sent(hr, "hire-employee", hired("lena", "u2"));
  const pending = { employeeId: "lena", kind: "unpaid-leave", from: "2026-12-28", to: "2026-12-29" };
  await api.sent(hr, "submit-leave", pending);
  await api.sent(hr, "record-leaving", { employeeId: "lena", lastDay: "2026-12-31" });
  await api.sent("head", "submit-timesheet", acceptedSheet);
  const teams = await prepareTeams(api);
  const newcomers = await prepareNewcomers(api);
  await tellVera(api);
  return { requests, absences, teams, newcomers };
};
