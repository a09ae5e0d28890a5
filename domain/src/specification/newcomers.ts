// Galina of the branch as a newcomer, with Olga as her mentor. Used by specs only.
import type { AbsenceFacts } from "../absence/absence-facts.js";
import { EmployeeId } from "../kernel/identifiers.js";
import { localDate } from "../kernel/local-date.js";
import { mentor, MentorAppointed, MenteeReserved, type MentorEvent } from "../mentor/mentor.js";
import { onboarding, OnboardingPlanned, type OnboardingEvent } from "../onboarding/onboarding.js";
import { OnboardingTemplatePublished, onboardingTemplate } from "../onboarding/template.js";
import { employed, facts } from "./bank.js";
import { fold } from "./given-when-then.js";

export const PLAN = "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11";
export const RESERVATION = "0b4e9f0e-6c0f-4b38-8a0f-4e7f0f6f2a10";

const title = { ru: "Задача", en: "Task" };

export const published = OnboardingTemplatePublished({
  templateId: "teller",
  version: 1,
  title,
  tasks: [
    { taskId: "laptop", title, owner: "it", due: -5, needsDocument: false },
    { taskId: "contract", title, owner: "newcomer", due: 0, needsDocument: true },
    { taskId: "tour", title, owner: "mentor", due: 1, needsDocument: false },
    { taskId: "goals", title, owner: "head", due: 10, needsDocument: false },
    { taskId: "file", title, owner: "hr", due: 2, needsDocument: false },
  ],
});
export const template = fold(onboardingTemplate, [published]);

/** Her plan starts on Monday, 2 February 2026. */
export const planned = OnboardingPlanned({
  employeeId: "galina",
  planId: PLAN,
  templateId: "teller",
  templateVersion: 1,
  startsOn: "2026-02-02",
  tasks: [
    { taskId: "laptop", title, owner: "it", due: -5, needsDocument: false, dueOn: "2026-01-26" },
    { taskId: "contract", title, owner: "newcomer", due: 0, needsDocument: true, dueOn: "2026-02-02" },
    { taskId: "tour", title, owner: "mentor", due: 1, needsDocument: false, dueOn: "2026-02-03" },
    { taskId: "goals", title, owner: "head", due: 10, needsDocument: false, dueOn: "2026-02-16" },
    { taskId: "file", title, owner: "hr", due: 2, needsDocument: false, dueOn: "2026-02-04" },
  ],
});

export const newcomer = (hiredOn = "2026-02-02") => employed({ hiredOn });
export const told = (of: Partial<AbsenceFacts> = {}) => facts({ employment: newcomer(), ...of });

export const appointed = (limit: number | null = null, mentorId = "olga") =>
  MentorAppointed({ mentorId, from: "2025-01-09", limit });
export const reserved = (employeeId = "galina", reservationId = RESERVATION, replaces: string | null = null) =>
  MenteeReserved({ mentorId: "olga", employeeId, reservationId, from: "2026-02-02", replaces, limit: 3 });

export const mentorOf = (...events: MentorEvent[]) => fold(mentor, events);
export const onboardingOf = (...events: OnboardingEvent[]) => fold(onboarding, events);
export const olga = () => employed({ employeeId: "olga", hiredOn: "2020-01-09" });
export const person = (id: string) => EmployeeId.parse(id);
export const day = localDate;
