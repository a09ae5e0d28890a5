// When a notice ends: by country, by case and by the calendar; and what a letter leaves open.
import { describe, expect, test } from "@jest/globals";
import type { Employment } from "../employee/employee.js";
import { localDate } from "../kernel/local-date.js";
import { resignationPolicy } from "../policy/resignation-policy.js";
import { employed, facts } from "../specification/bank.js";
import { workCalendar } from "../work-calendar/work-calendar.js";
import { noticeOf, readLetter } from "./notice.js";
import { AskedEnd } from "./terms.js";

const ends = (receivedOn: string, employment: Employment = employed()) => {
  const policy = resignationPolicy(employment.country, localDate(receivedOn));
  const { organisation } = facts();
  return noticeOf(employment, localDate(receivedOn), { policy, organisation, calendar: workCalendar });
};
const contract = (more: object): Employment => ({
  ...employed(),
  contracts: [
    {
      kind: "permanent",
      from: localDate("2026-01-12"),
      until: null,
      probationUntil: null,
      headOfOrganisation: false,
      ...more,
    },
  ] as Employment["contracts"],
});
const on = (country: string) => employed({ country });

describe("the notice in Russia", () => {
  test.each([
    ["2026-02-02", "2026-02-16", "2026-02-16"],
    ["2026-02-08", "2026-02-22", "2026-02-24"], // a Sunday and a holiday follow
    ["2026-02-09", "2026-02-23", "2026-02-24"], // a holiday
    ["2024-02-15", "2024-02-29", "2024-02-29"],
    ["2024-02-29", "2024-03-14", "2024-03-14"],
    ["2025-12-20", "2026-01-03", "2026-01-12"], // the new year's holidays
  ])("received on %s may end on %s, and ends by itself on %s", (receivedOn, earliest, noticeEnds) =>
    expect(ends(receivedOn)).toEqual({ earliest, noticeEnds, basis: "ТК РФ, ст. 80" }),
  );
  test("is 3 days on probation, to its last day", () => {
    const probation = contract({ probationUntil: localDate("2026-02-02") });
    expect(ends("2026-02-02", probation)).toMatchObject({ earliest: "2026-02-05", basis: "ТК РФ, ст. 71" });
    expect(ends("2026-02-03", probation)).toMatchObject({ earliest: "2026-02-17" });
  });
  test("is 3 days in a contract of up to two months", () => {
    const short = (until: string) => contract({ kind: "fixed-term", until: localDate(until) });
    expect(ends("2026-02-02", short("2026-03-11"))).toMatchObject({ earliest: "2026-02-05", basis: "ТК РФ, ст. 292" });
    expect(ends("2026-02-02", short("2026-03-12"))).toMatchObject({ earliest: "2026-02-16" });
  });
  test("is a month for who heads the organisation, to the same number or the month's last day", () => {
    const boris = employed({ employeeId: "boris" });
    expect(ends("2026-02-02", boris)).toMatchObject({ earliest: "2026-03-02", basis: "ТК РФ, ст. 280" });
    expect(ends("2025-01-31", boris)).toMatchObject({ earliest: "2025-02-28" });
    expect(ends("2024-01-31", boris)).toMatchObject({ earliest: "2024-02-29" });
    expect(ends("2026-02-02", employed({ employeeId: "vera" }))).toMatchObject({ earliest: "2026-02-16" });
  });
  test("is a month for whoever has the contract of the head of the organisation", () => {
    expect(ends("2026-02-02", contract({ headOfOrganisation: true }))).toMatchObject({ earliest: "2026-03-02" });
  });
  test("that comes to a year without a calendar is refused", () =>
    expect(ends("2026-12-25")).toMatchObject({ refused: "calendar-not-loaded", details: { year: 2027 } }));
});

describe("the notice elsewhere", () => {
  test.each([
    ["DE", "2026-02-02", "2026-03-15"], // four weeks are over on 2 March
    ["DE", "2026-02-15", "2026-03-15"],
    ["DE", "2026-02-16", "2026-03-31"],
    ["GB", "2026-02-02", "2026-02-09"],
    ["FR", "2026-01-31", "2026-02-28"],
  ])("in %s, received on %s, ends on %s, be it a day off", (country, receivedOn, noticeEnds) =>
    expect(ends(receivedOn, on(country))).toMatchObject({ earliest: noticeEnds, noticeEnds }),
  );
});

describe("a letter", () => {
  const read = (asked: object, more: object = {}, country = "RU") =>
    readLetter(
      { form: "scan", ground: "own-wish", asked: AskedEnd.parse(asked), ...more },
      localDate("2026-02-02"),
      { earliest: localDate("2026-02-16"), noticeEnds: localDate("2026-02-17") },
      resignationPolicy(country, localDate("2026-02-02")),
    );
  const named = (date: string) => ({ says: "last-day", date });
  test("that names a day within the notice keeps it as named, also on a day off", () => {
    expect(read(named("2026-02-16"))).toEqual({ proposedLastDay: "2026-02-16", open: ["original-missing"] });
    expect(read(named("2026-02-22"))).toMatchObject({ proposedLastDay: "2026-02-22" });
    expect(read(named("2026-02-15"))).toMatchObject({
      proposedLastDay: null,
      open: ["notice-too-short", "original-missing"],
    });
  });
  test("without a day ends with the notice; “from” a day is to be asked about", () => {
    expect(read({ says: "nothing" })).toMatchObject({ proposedLastDay: "2026-02-17" });
    expect(read({ says: "from", date: "2026-03-15" })).toMatchObject({
      proposedLastDay: null,
      open: ["last-day-ambiguous", "original-missing"],
    });
  });
  test("on a ground that binds keeps its day, and needs the proof", () => {
    expect(read(named("2026-02-03"), { ground: "retirement", form: "original" })).toEqual({
      proposedLastDay: "2026-02-03",
      open: ["proof-missing"],
    });
    expect(read(named("2026-02-03"), { ground: "retirement" }, "GB").open).toEqual(["notice-too-short"]);
  });
  test("that names a day before the receipt leaves it to a person", () =>
    expect(read(named("2026-02-01"), { ground: "study" })).toMatchObject({
      proposedLastDay: null,
      open: ["last-day-before-receipt", "proof-missing", "original-missing"],
    }));
});
