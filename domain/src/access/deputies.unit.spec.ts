// Deputies by date and kind.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../kernel/local-date.js";
import { employed } from "../specification/bank.js";
import { command, fold, given } from "../specification/given-when-then.js";
import { access, type AccessEvent } from "./access.js";
import {
  AppointDeputy,
  appointDeputy,
  deputiesOn,
  DeputyAppointed,
  DeputyDismissed,
  type DeputyFacts,
  deputyOf,
  DismissDeputy,
  dismissDeputy,
} from "./deputies.js";

const ofVera = { userId: "anna", deputy: "vera", from: "2026-07-01", until: "2026-07-31", kinds: null } as const;
const vera = DeputyAppointed(ofVera);
const gleb = DeputyAppointed({ ...ofVera, deputy: "gleb", from: "2026-07-10", until: "2026-07-20" });
const dismissed = (deputy: string, on: string) => DeputyDismissed({ userId: "anna", deputy, on });

const known: DeputyFacts = {
  employment: employed({ employeeId: "anna" }),
  deputyEmployment: employed({ employeeId: "vera" }),
  knownKinds: new Set(["annual-leave", "sick-leave"]),
};
const deputy = (events: readonly AccessEvent[], on: string, kind = "annual-leave") =>
  deputyOf(fold(access, events), kind, localDate(on));

describe("appointing a deputy", () => {
  const appoint = (data: object, history: AccessEvent[] = [], facts: Partial<DeputyFacts> = {}, actor = "anna") =>
    given(access, history).when((state) =>
      appointDeputy(command(AppointDeputy.parse({ ...ofVera, ...data }), actor), state, { ...known, ...facts }),
    );

  test("lets the deputy stand in from the first day to the last, and on no other", () => {
    appoint({}).thenAppends(vera);
    expect(["2026-06-30", "2026-07-01", "2026-07-31", "2026-08-01"].map((on) => deputy([vera], on))).toEqual([
      undefined,
      "vera",
      "vera",
      undefined,
    ]);
  });
  test("for some kinds leaves the others to nobody", () => {
    const some = DeputyAppointed({ ...ofVera, until: null, kinds: ["annual-leave"] });
    appoint({ until: null, kinds: ["annual-leave", "annual-leave"] }).thenAppends(some);
    expect(deputy([some], "2027-01-01")).toBe("vera");
    expect(deputy([some], "2027-01-01", "sick-leave")).toBeUndefined();
  });
  test("over another lets the later one hold from its day to its last, and then the earlier again", () => {
    appoint({ deputy: "gleb", from: "2026-07-10", until: "2026-07-20" }, [vera]).thenAppends(gleb);
    const on = (date: string) => deputy([vera, gleb], date);
    expect(["2026-07-09", "2026-07-10", "2026-07-20", "2026-07-21"].map(on)).toEqual(["vera", "gleb", "gleb", "vera"]);
  });
  test("again changes nothing, unless a later one took its place", () => {
    appoint({}, [vera]).thenNothing();
    appoint({}, [vera, gleb]).thenAppends(vera);
  });
  test("again after a dismissal appoints again", () =>
    appoint({}, [vera, dismissed("vera", "2026-07-05")]).thenAppends(vera));

  test("of oneself is refused", () => appoint({ deputy: "anna" }).thenRefused("own-deputy"));
  test("by the deputy is refused: nobody appoints themselves", () =>
    appoint({}, [], {}, "vera").thenRefused("own-appointment"));
  test("until a day before it begins is refused", () => appoint({ until: "2026-06-30" }).thenRefused("dates-reversed"));
  test("until a day that does not exist is no command", () =>
    expect(AppointDeputy.safeParse({ ...ofVera, from: "2027-02-01", until: "2027-02-29" }).success).toBe(false));
  test("for no kind at all is no command", () =>
    expect(AppointDeputy.safeParse({ ...ofVera, kinds: [] }).success).toBe(false));
  test("for a kind that is unknown is refused", () =>
    appoint({ kinds: ["annual-leave", "holidays"] }).thenRefused("kind-unknown", { kind: "holidays" }));
  test("of somebody unknown, not yet employed, or gone is refused", () => {
    appoint({}, [], { deputyEmployment: undefined }).thenRefused("employee-unknown", { employeeId: "vera" });
    appoint({}, [], { deputyEmployment: employed({ hiredOn: "2026-08-01" }) }).thenRefused("before-hire");
    appoint({}, [], { deputyEmployment: employed({ lastDay: "2026-06-30" }) }).thenRefused("employee-left");
  });
  test("for somebody unknown or gone is refused", () => {
    appoint({}, [], { employment: undefined }).thenRefused("employee-unknown", { employeeId: "anna" });
    appoint({}, [], { employment: employed({ lastDay: "2026-06-30" }) }).thenRefused("employee-left");
  });
});

describe("dismissing a deputy", () => {
  const dismiss = (name: string, on: string, history: AccessEvent[]) =>
    given(access, history).when((state) =>
      dismissDeputy(command(DismissDeputy.parse({ userId: "anna", deputy: name, on }), "anna"), state),
    );

  test("ends it the day before, and leaves the other deputies", () => {
    dismiss("vera", "2026-07-10", [vera]).thenAppends(dismissed("vera", "2026-07-10"));
    const left = [vera, gleb, dismissed("vera", "2026-07-10")];
    expect(["2026-07-09", "2026-07-10", "2026-07-21"].map((on) => deputy(left, on))).toEqual([
      "vera",
      "gleb",
      undefined,
    ]);
  });
  test("before it begins takes it altogether", () =>
    expect(deputy([vera, dismissed("vera", "2026-01-01")], "2026-07-15")).toBeUndefined());
  test("again, or after its end, changes nothing", () => {
    dismiss("vera", "2026-07-10", [vera, dismissed("vera", "2026-07-10")]).thenNothing();
    dismiss("vera", "2026-08-01", [vera]).thenNothing();
  });
  test("who never was one is refused", () => dismiss("gleb", "2026-07-10", [vera]).thenRefused("deputy-not-appointed"));
});

test("a deputy's own deputy does not count", () => {
  const verasOwn = fold(access, [DeputyAppointed({ ...ofVera, userId: "vera", deputy: "gleb" })]);
  expect(deputy([vera], "2026-07-15")).toBe("vera");
  expect(deputyOf(verasOwn, "annual-leave", localDate("2026-07-15"))).toBe("gleb"); // in Vera's own matters only
});

describe("the deputies of a day", () => {
  const on = (...events: AccessEvent[]) =>
    deputiesOn(fold(access, events).deputies, localDate("2026-07-15")).map(({ deputy: name, kinds, except }) => ({
      name,
      kinds,
      except,
    }));
  const sick = DeputyAppointed({ ...ofVera, deputy: "gleb", kinds: ["sick-leave"] });

  test("are each without the kinds that a later one took", () => {
    expect(on(vera, sick)).toEqual([
      { name: "gleb", kinds: ["sick-leave"], except: [] },
      { name: "vera", kinds: null, except: ["sick-leave"] },
    ]);
    expect(on(sick, DeputyAppointed({ ...ofVera, kinds: ["sick-leave", "annual-leave"] }))).toEqual([
      { name: "vera", kinds: ["sick-leave", "annual-leave"], except: [] },
    ]);
  });
  test("are one alone where it holds for every kind", () =>
    expect(on(sick, vera)).toEqual([{ name: "vera", kinds: null, except: [] }]));
});
