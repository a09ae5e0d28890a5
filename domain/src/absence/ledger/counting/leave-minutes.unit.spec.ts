// Leave from an account of hours: what is reserved, used and given back are the minutes that the schedule plans.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../../../kernel/local-date.js";
import { policy, type Policy } from "../../../policy/policy.js";
import { employed } from "../../../specification/bank.js";
import { adjusts, approves, idOf, rejects, story, type Step } from "../../../specification/leave-story.js";
import { command } from "../../../specification/given-when-then.js";
import { SubmitLeave, submitLeave } from "../../request/submit-leave.js";
import { countedIn } from "../../day-spans.js";
import { LocalTime } from "../../../kernel/local-time.js";
import { countMinutes } from "./leave-minutes.js";
import { workCalendar } from "../../../work-calendar/work-calendar.js";

const german = { today: localDate("2026-04-01"), employment: employed({ country: "DE" }) };
const tenHours = adjusts(600, "2026-04-01", { ledger: "time-off" });
const asks =
  (from: string, to: string, more: object = {}): Step =>
  (state, told, id) => {
    const asked = { employeeId: "galina", kind: "time-off", from, to, ...more };
    return submitLeave(command(SubmitLeave.parse(asked), "hanna", id), state, told);
  };
const hours = (from: string, to: string) => ({ time: { from, to } });

describe("time off from an account of hours", () => {
  test("is reserved and used by the minute", () => {
    const asked = story(german, tenHours, asks("2026-04-14", "2026-04-14", hours("13:30", "15:15")));
    expect(asked.events.at(-1)).toMatchObject({ data: { reserved: 105, days: [{ counted: 105 }] } });
    expect(asked.balances(["2026-04-13", "2026-04-14"], "time-off")).toEqual([600, 495]);
    const used = story(german, tenHours, asks("2026-04-14", "2026-04-14", hours("13:30", "15:15")), approves(idOf(1)));
    expect(used.events.at(-1)).toMatchObject({ data: { used: 105 } });
    expect(used.balances(["2026-12-31"], "time-off")).toEqual([495]);
    const rejected = story(
      german,
      tenHours,
      asks("2026-04-14", "2026-04-14", hours("13:30", "15:15")),
      rejects(idOf(1)),
    );
    expect(rejected.balances(["2026-12-31"], "time-off")).toEqual([600]);
  });
  test("of a day is that day's plan, of a half its half, and days off count nothing", () => {
    expect(story(german, tenHours, asks("2026-04-17", "2026-04-19")).balances(["2026-12-31"], "time-off")).toEqual([
      120,
    ]);
    const half = story(german, tenHours, asks("2026-04-17", "2026-04-17", { dayPart: "morning" }));
    expect(half.balances(["2026-12-31"], "time-off")).toEqual([360]);
  });
  test("never counts more than the day's plan", () =>
    expect(
      story(german, tenHours, asks("2026-04-14", "2026-04-14", hours("06:00", "20:00"))).balances(
        ["2026-12-31"],
        "time-off",
      ),
    ).toEqual([120]));
  test("is refused beyond the account, in minutes, and where it counts nothing", () => {
    const { refuses } = story(german, tenHours);
    expect(refuses(asks("2026-04-14", "2026-04-15"))).toEqual({
      "balance-exceeded": { asked: 960, unit: "minutes", available: 600, on: "2026-04-15" },
      path: "/to",
    });
    expect(refuses(asks("2026-04-18", "2026-04-18", hours("10:00", "12:00")))).toHaveProperty(["counts-no-days"]);
  });
});

test.each([
  ["2026-04-01", "21:00–22:30", 90], // the shift begins at 20:00
  ["2026-04-01", "18:00–21:00", 60],
  ["2026-04-01", "23:00–02:00", 180],
  ["2026-04-02", "02:00–04:00", 120], // of the shift that began the day before
  ["2026-04-01", "12:00–18:00", 0],
])("of a night shift on %s %s counts %d minutes", (on, clock, minutes) => {
  const [from, to] = clock.split("–").map((each) => LocalTime.parse(each));
  if (from === undefined || to === undefined) throw new Error("from–to");
  const place = { from: localDate(on), to: localDate(on), dayPart: "full", time: { from, to } } as const;
  const night = employed({ country: "DE", schedule: "night-2-2-a" });
  expect(countedIn(countMinutes(place, night, workCalendar))).toBe(minutes);
});

test("hours of a kind whose ledger is in days are refused, never counted as nothing", () => {
  const kindOf: Policy["absenceKinds"] = (country, on) =>
    new Map([...policy.absenceKinds(country, on)].map(([code, kind]) => [code, { ...kind, hours: true }]));
  const { refuses } = story({ ...german, policy: { ...policy, absenceKinds: kindOf } });
  const asked = { kind: "annual-leave", ...hours("10:00", "12:00") };
  expect(refuses(asks("2026-04-14", "2026-04-14", asked))).toEqual({
    "whole-days-only": { kind: "annual-leave" },
    path: "/time",
  });
});
