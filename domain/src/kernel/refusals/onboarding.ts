// Refusals of onboarding and of mentors.
import type { Explanation } from "../refusals.js";

export const onboardingRefusals = {
  "template-unknown": { kind: "not-found", says: "There is no onboarding template {templateId} in use." },
  "task-twice": { kind: "rule", says: "The task {taskId} stands there twice." },
  "onboarding-unknown": { kind: "not-found", says: "Employee {employeeId} has no open onboarding plan." },
  "onboarding-open": { kind: "conflict", says: "Employee {employeeId} already has an open onboarding plan." },
  "task-unknown": { kind: "not-found", says: "The plan has no task {taskId}." },
  "task-closed": { kind: "conflict", says: "The task {taskId} is {status} already." },
  "not-task-owner": { kind: "forbidden", says: "This task belongs to: {owner}." },
  "document-required": { kind: "rule", says: "The task {taskId} is done with a document; name it." },
  "milestone-unknown": { kind: "rule", says: "Feedback is asked after {milestones} days, not after {milestone}." },
  "feedback-too-early": { kind: "rule", says: "Feedback on {milestone} days is given from {on} on." },
  "feedback-given": { kind: "conflict", says: "This feedback on {milestone} days was given already." },
  "not-feedback-giver": { kind: "forbidden", says: "Only the {from} gives this feedback." },
  "productive-already": { kind: "conflict", says: "Independent work was recorded from {on} on." },
  "in-the-future": { kind: "rule", says: "{date} lies in the future." },
  "not-a-mentor": { kind: "rule", says: "Employee {mentorId} is no mentor on {on}." },
  "mentor-is-newcomer": { kind: "rule", says: "Nobody is their own mentor." },
  "mentor-left": { kind: "rule", says: "Mentor {mentorId} left on {lastDay}." },
  "mentor-away": { kind: "rule", says: "Mentor {mentorId} is away from {from} to {to}." },
  "mentor-at-limit": { kind: "conflict", says: "The mentor has as many mentees as the limit allows: {limit}." },
  "mentor-assigned": {
    kind: "conflict",
    says: "The newcomer has the mentor {mentorId}; say whom the new one replaces.",
  },
  "mentee-already": {
    kind: "conflict",
    says: "Employee {employeeId} is this mentor's mentee already ({reservationId}).",
  },
  "away-unknown": { kind: "not-found", says: "There is no time away {awayId}." },
  "away-overlaps": { kind: "conflict", says: "The mentor is away from {from} to {to} already." },
  "reservation-unknown": { kind: "not-found", says: "There is no open reservation {reservationId}." },
  "reservation-settled": { kind: "conflict", says: "The reservation {reservationId} is {status}." },
  "reservation-unsettled": {
    kind: "conflict",
    says: "The reservation {reservationId} is not settled on the other side: {status}.",
  },
} as const satisfies Record<string, Explanation>;
