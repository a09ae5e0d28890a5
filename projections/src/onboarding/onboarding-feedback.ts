// Feedback on onboardings; the answers are gone where the newcomer is erased.
import { OnboardingFeedbackGiven } from "@tabel/domain";
import { onboardingFeedbackTable } from "@tabel/read-models";
import { journal } from "../engine/projection.js";

export const onboardingFeedback = journal({
  name: "onboarding-feedback",
  version: 1,
  reads: [OnboardingFeedbackGiven],
  table: onboardingFeedbackTable,
  entries: (event) => {
    const { planId, milestone, from, employeeId, givenBy, givenOn, answers } = event.data;
    const given = { planId, milestone, giver: from, employeeId, givenBy, givenOn };
    return [{ ...given, answers: event.erased ? null : answers }];
  },
});
