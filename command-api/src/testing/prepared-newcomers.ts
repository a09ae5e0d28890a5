// What commands on onboarding, training and resignation need to be there already: plans, a mentor with places taken,
// programmes, sessions before and after their beginning, letters.
import type { RunningApi } from "./running-api.js";
import { hired, officers } from "./small-bank.js";

const { hr } = officers;
const title = { ru: "Обучение", en: "Training" };

/** A task for the newcomer, and one for the mentor. */
export const template = {
  templateId: "cashier",
  title,
  tasks: [
    { taskId: "contract", title, owner: "newcomer", due: 0, needsDocument: true },
    { taskId: "tour", title, owner: "mentor", due: 1, needsDocument: false },
  ],
};

export const trainingSession = (sessionId: string, more: object = {}) => ({
  sessionId,
  programmeId: "course",
  title,
  trainerId: "head",
  startsAt: "2026-03-24T07:00:00.000Z",
  endsAt: "2026-03-24T09:00:00.000Z",
  cutOffAt: "2026-03-23T15:00:00.000Z",
  timeZone: "Europe/Moscow",
  place: "Room 3",
  seats: 2,
  ...more,
});

export const letter = (employeeId: string) => ({
  employeeId,
  number: 1,
  form: "scan",
  document: "documents/1",
  asked: { says: "last-day", date: "2026-04-10" },
});

export interface PreparedNewcomers {
  /** A scan that oleg handed in. */
  readonly letterId: string;
  readonly awayId: string;
  /** Of Pavla's places: Oleg's is to be assigned, Rita's to be declined. */
  readonly oleg: { readonly mentorId: string; readonly employeeId: string; readonly reservationId: string };
  readonly rita: PreparedNewcomers["oleg"];
  readonly entitlementId: string;
  /** Oleg's reserved place in the session `paid-1`. */
  readonly place: { readonly sessionId: string; readonly employeeId: string; readonly reservationId: string };
}

/** In the bank of small-bank.ts: Nina, Oleg and Rita have plans since Monday, 2 March; Pavla and the chief are mentors. */
export const prepareNewcomers = async (api: RunningApi): Promise<PreparedNewcomers> => {
  const send = (command: string, body: object) => api.sent(hr, command, body);
  for (const employeeId of ["nina", "oleg", "rita", "pavla"]) await send("hire-employee", hired(employeeId, "u2"));
  await send("publish-onboarding-template", template);
  await send("publish-onboarding-template", { ...template, templateId: "outdated" });
  for (const employeeId of ["nina", "oleg", "rita"])
    await send("plan-onboarding", { employeeId, templateId: "cashier", startsOn: "2026-03-02" });
  for (const mentorId of ["pavla", "chief"]) await send("appoint-mentor", { mentorId, from: "2026-01-12" });
  const { awayId } = await send("record-mentor-away", { mentorId: "pavla", from: "2026-12-07", to: "2026-12-20" });
  const reserved = async (employeeId: string) => {
    const place = { mentorId: "pavla", employeeId };
    const { reservationId } = await send("reserve-mentee", { ...place, from: "2026-03-16" });
    return { ...place, reservationId: String(reservationId) };
  };
  const [oleg, rita] = [await reserved("oleg"), await reserved("rita")];

  const programme = (programmeId: string, entitlement: string) =>
    send("open-training-programme", { programmeId, title, entitlement });
  await programme("course", "open");
  await programme("paid", "required");
  await programme("outdated", "open");
  const { now } = api.clock;
  api.clock.now = "2026-03-10T09:00:00.000Z";
  const begun = { startsAt: "2026-03-11T07:00:00.000Z", endsAt: "2026-03-11T09:00:00.000Z" };
  await send("publish-training-session", trainingSession("begun", { ...begun, cutOffAt: "2026-03-10T15:00:00.000Z" }));
  await send("book-training", { sessionId: "begun", employeeId: "nina" });
  api.clock.now = now;
  await send("publish-training-session", trainingSession("open-1"));
  await send("publish-training-session", trainingSession("open-2"));
  await send("publish-training-session", trainingSession("paid-1", { programmeId: "paid" }));
  const grant = { programmeId: "paid", sessions: 3, from: "2026-03-01", until: null };
  const { entitlementId } = await send("grant-training-entitlement", { employeeId: "oleg", ...grant });
  const place = { sessionId: "paid-1", employeeId: "oleg" };
  const { reservationId } = await send("reserve-training-place", place);

  for (const employeeId of ["oleg", "rita"]) await send("receive-resignation", letter(employeeId));
  const { letterId } = (await api.upload("oleg", "oleg", Buffer.from("a scan"))).body;
  return {
    letterId: String(letterId),
    awayId: String(awayId),
    oleg,
    rita,
    entitlementId: String(entitlementId),
    place: { ...place, reservationId: String(reservationId) },
  };
};
