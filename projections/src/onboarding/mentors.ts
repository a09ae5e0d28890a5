// Mentors: their limit, the places that are taken, and when they are away.
import {
  MenteeConfirmed,
  MenteeReleased,
  MenteeReserved,
  MentorAppointed,
  MentorAwayCancelled,
  MentorAwayRecorded,
  MentorStoodDown,
} from "@tabel/domain";
import { type MenteeOfRow, type MentorRow, mentorTable } from "@tabel/read-models";
import { projection } from "../engine/projection.js";

const withMentees = (row: MentorRow, mentees: readonly MenteeOfRow[]): MentorRow => ({
  ...row,
  mentees,
  taken: mentees.length,
});

export const mentors = projection({
  name: "mentors",
  version: 1,
  reads: [
    MentorAppointed,
    MentorStoodDown,
    MentorAwayRecorded,
    MentorAwayCancelled,
    MenteeReserved,
    MenteeConfirmed,
    MenteeReleased,
  ],
  table: mentorTable,
  keys: (event) => [event.data.mentorId],
  project: (row, event): MentorRow => {
    if (event.type === "MentorAppointed") {
      const { mentorId, from, limit } = event.data;
      const appointed = { mentorId, since: from, ownLimit: limit, stoodDownOn: null };
      return { away: [], mentees: [], taken: 0, ...row, ...appointed };
    }
    if (row === undefined) throw new Error("a fact about a mentor who was never appointed");
    switch (event.type) {
      case "MentorStoodDown":
        return { ...row, stoodDownOn: event.data.on };
      case "MentorAwayRecorded": {
        const { awayId, from, to } = event.data;
        return { ...row, away: [...row.away, { awayId, from, to }] };
      }
      case "MentorAwayCancelled": {
        const { awayId } = event.data;
        return { ...row, away: row.away.filter((each) => each.awayId !== awayId) };
      }
      case "MenteeReserved": {
        const { reservationId, employeeId, from } = event.data;
        return withMentees(row, [...row.mentees, { reservationId, employeeId, from, confirmed: false }]);
      }
      case "MenteeConfirmed": {
        const { reservationId } = event.data;
        const confirm = (mentee: MenteeOfRow) =>
          mentee.reservationId === reservationId ? { ...mentee, confirmed: true } : mentee;
        return withMentees(row, row.mentees.map(confirm));
      }
      case "MenteeReleased": {
        const { reservationId } = event.data;
        return withMentees(
          row,
          row.mentees.filter((mentee) => mentee.reservationId !== reservationId),
        );
      }
    }
  },
});
