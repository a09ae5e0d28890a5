// A resignation from receipt to the exit checklist: what each step needs, who may take it, and each no.
import { describe, expect, test } from "@jest/globals";
import type { Decision } from "../kernel/decision.js";
import { UserId } from "../kernel/identifiers.js";
import { localDate } from "../kernel/local-date.js";
import { employed, hrOf, hrOfAll } from "../specification/bank.js";
import { command, fold, given } from "../specification/given-when-then.js";
import { hr, letter, received, resignationOf, told } from "../specification/letters.js";
import {
  RecordReplacement,
  recordReplacement,
  RecordResignationCheck,
  recordResignationCheck,
  RecordResignationOriginal,
  recordResignationOriginal,
} from "./check.js";
import { AcceptResignation, acceptResignation, ExecuteResignation, executeResignation } from "./decide-resignation.js";
import { CompleteExitItem, completeExitItem } from "./exit-checklist.js";
import {
  CorrectResignation,
  correctResignation,
  ReceiveResignation,
  receiveResignation,
  type ReceiveFacts,
} from "./receive.js";
import {
  ExitItemDone,
  ReplacementInvited,
  resignation,
  ResignationAccepted,
  ResignationChecked,
  ResignationExecuted,
  ResignationOriginalReceived,
  ResignationWithdrawn,
  type Resignation,
  type ResignationEvent,
} from "./resignation.js";
import { WithdrawResignation, withdrawResignation } from "./withdraw.js";

const of = { employeeId: "galina", number: 1 };
const day = localDate;
type Told = Partial<ReceiveFacts>;
const onDay = (today: string): Told => ({ today: day(today) });

const after = (history: ResignationEvent[], decide: (state: Resignation | undefined) => Decision<ResignationEvent>) =>
  given(resignation, history).when(decide);

const receive = (more: object = {}, facts: Told = {}, actor = "galina", history: ResignationEvent[] = []) =>
  after(history, (state) =>
    receiveResignation(command(ReceiveResignation.parse({ ...letter, ...more }), actor), state, told(facts)),
  );
const correct = (more: object, history = received(), facts: Told = {}) =>
  after(history, (state) =>
    correctResignation(command(CorrectResignation.parse({ ...letter, ...more }), "galina"), state, told(facts)),
  );
const accept = (more: object = {}, history = received(), facts: Told = {}, actor = "hanna") =>
  after(history, (state) =>
    acceptResignation(
      command(AcceptResignation.parse({ ...of, lastDay: "2026-02-20", ...more }), actor),
      state,
      told({ ...hr, ...facts }),
    ),
  );
const execute = (history: ResignationEvent[], more: object = {}, actor = "hanna", facts: Told = {}) =>
  after(history, (state) =>
    executeResignation(command(ExecuteResignation.parse({ ...of, ...more }), actor), state, told({ ...hr, ...facts })),
  );
const withdraw = (history: ResignationEvent[], facts: Told = {}, actor = "galina", more: object = {}) =>
  after(history, (state) =>
    withdrawResignation(command(WithdrawResignation.parse({ ...of, ...more }), actor), state, told(facts)),
  );

const { exitItems } = told().policy.resignationPolicy("RU", day("2026-02-02"));
const accepted = (lastDay = "2026-02-20", by: "letter" | "notice" | "agreement" | "binding-ground" = "letter") =>
  ResignationAccepted({ ...of, lastDay, by, acceptedBy: "hanna", checklist: exitItems.map((item) => ({ ...item })) });
const original = (on = "2026-02-02") =>
  ResignationOriginalReceived({ ...of, form: "original", document: "documents/2", on });
const executed = ResignationExecuted({ ...of, lastDay: "2026-02-20", executedBy: "hanna", despite: null });
const withdrawn = (on = "2026-02-02", afterExecution = false) =>
  ResignationWithdrawn({ ...of, on, withdrawnBy: "galina", afterExecution });

describe("receiving", () => {
  test("starts the notice on that day, with what is left open", () => {
    const [event] = receive().thenAppendsSome();
    expect(event?.data).toMatchObject({
      receivedOn: "2026-02-02",
      noticeEnds: "2026-02-16",
      proposedLastDay: "2026-02-20",
      open: ["original-missing"],
    });
  });
  test("by HR may record a letter that came before; by the employee it may not", () => {
    const [event] = receive({ receivedOn: "2026-01-30" }, hr, "hanna").thenAppendsSome();
    expect(event?.data).toMatchObject({ receivedOn: "2026-01-30", earliest: "2026-02-13" });
    receive({ receivedOn: "2026-01-30" }).thenRefused("back-dated");
    receive({ receivedOn: "2026-01-30" }, { roles: hrOfAll }, "galina").thenRefused("back-dated");
    receive({ receivedOn: "2026-02-03" }, hr, "hanna").thenRefused("received-in-the-future");
    receive({ receivedOn: "2024-02-29" }, hr, "hanna").thenRefused("before-hire");
  });
  test("of who left, or of nobody, is refused", () => {
    receive({}, { employment: employed({ lastDay: "2026-02-01" }) }).thenRefused("employee-left");
    receive({}, { employment: employed({ lastDay: "2026-02-02" }) }).thenAppendsSome();
    receive({}, { employment: undefined }).thenRefused("employee-unknown");
  });
  test("twice is refused", () => receive({}, {}, "galina", received()).thenRefused("resignation-exists"));
  test("of a second one waits until the first is closed for good", () => {
    const second = (...previous: ResignationEvent[]) => {
      const before = resignationOf(...previous);
      return receive({ number: 2 }, { previous: before, ...onDay("2026-02-20") });
    };
    second(...received()).thenRefused("resignation-open", { number: 1 });
    second(...received(), accepted()).thenRefused("resignation-open");
    second(...received(), accepted(), executed).thenRefused("resignation-open");
    second(...received(), withdrawn()).thenAppendsSome();
    second(...received(), accepted("2026-02-19"), executed).thenAppendsSome();
    receive({ number: 2 }).thenRefused("resignation-number", { number: 2, before: 1 });
  });
  test("in a form that the country does not know is refused", () => {
    receive({}, { employment: employed({ country: "DE" }) }).thenRefused("form-not-valid", { forms: ["original"] });
    receive({ form: "original" }, { employment: employed({ country: "DE" }) }).thenAppendsSome();
  });
  test("never refuses a letter for what it says: that is for a person", () => {
    for (const asked of [
      { says: "from", date: "2026-03-15" },
      { says: "last-day", date: "2026-01-01" },
      { says: "nothing" },
    ])
      receive({ asked }).thenAppendsSome();
  });
});

describe("correcting", () => {
  test("keeps the receipt and the notice, and reads the new letter", () => {
    const [event] = correct(
      { asked: { says: "nothing" }, document: "documents/3" },
      received(),
      onDay("2026-02-09"),
    ).thenAppendsSome();
    expect(event?.data).toMatchObject({
      round: 2,
      on: "2026-02-09",
      noticeEnds: "2026-02-16",
      proposedLastDay: "2026-02-16",
    });
  });
  test("makes what was accepted open again", () => {
    const events = correct({ asked: { says: "nothing" } }, [...received(), accepted()]).thenAppendsSome();
    expect(resignationOf(...received(), accepted(), ...events)).toMatchObject({ status: "received", lastDay: null });
  });
  test("with the same letter appends nothing; of a closed or unknown one is refused", () => {
    correct({}).thenNothing();
    correct({ document: "documents/3" }, [...received(), withdrawn()]).thenRefused("resignation-closed");
    correct({ document: "documents/3" }, [...received(), accepted(), executed]).thenRefused("resignation-closed");
    correct({}, []).thenRefused("resignation-unknown");
    correct({}, received(), { employment: undefined }).thenRefused("employee-unknown");
  });
  test("with a form that is not valid there is refused", () => {
    const inGermany = { employment: employed({ country: "DE" }) };
    correct({}, received({ form: "original" }, inGermany), inGermany).thenRefused("form-not-valid");
  });
});

describe("checking", () => {
  const findings = [{ code: "addressee-missing", note: null }];
  const check = (round: number, history = received()) =>
    after(history, (state) =>
      recordResignationCheck(
        command(RecordResignationCheck.parse({ ...of, round, findings }), "reader"),
        state,
        told(),
      ),
    );
  const checked = ResignationChecked({ ...of, round: 1, checkedBy: "reader", findings, count: 1 });
  test("records findings of the letter as it stands, once", () => {
    check(1).thenAppends(checked);
    check(1, [...received(), checked]).thenNothing();
    check(2).thenRefused("resignation-corrected", { round: 1 });
    check(1, []).thenRefused("resignation-unknown");
    check(1, [...received(), withdrawn()]).thenRefused("resignation-closed");
  });
  test("finds an erased person's findings gone, and goes on", () => {
    const erased = { ...checked, data: { ...checked.data, findings: null as never } }; // as the store gives it back
    expect(fold(resignation, [...received(), erased])?.findings).toBeNull();
    check(1, [...received(), erased]).thenAppendsSome();
  });
  test("the original comes in a form that counts, between the receipt and today", () => {
    const record = (more: object = {}, facts: Told = {}, history = received()) =>
      after(history, (state) =>
        recordResignationOriginal(
          command(
            RecordResignationOriginal.parse({
              ...of,
              form: "original",
              document: "documents/2",
              on: "2026-02-02",
              ...more,
            }),
          ),
          state,
          told(facts),
        ),
      );
    record().thenAppends(original());
    record({}, {}, [...received(), original()]).thenNothing();
    record({ on: "2026-02-03" }).thenRefused("in-the-future");
    record({ on: "2026-01-30" }).thenRefused("dates-reversed");
    const inGermany = { employment: employed({ country: "DE" }) };
    record({ form: "qualified-signature" }, inGermany, received({ form: "original" }, inGermany)).thenRefused(
      "form-not-valid",
    );
    record({}, {}, []).thenRefused("resignation-unknown");
  });
  test("a replacement is invited once, between the receipt and today", () => {
    const invite = (on: string, history = received()) =>
      after(history, (state) =>
        recordReplacement(command(RecordReplacement.parse({ ...of, on, document: "documents/4" })), state, told()),
      );
    const invited = ReplacementInvited({ ...of, on: "2026-02-02", document: "documents/4" });
    invite("2026-02-02").thenAppends(invited);
    invite("2026-02-02", [...received(), invited]).thenNothing();
    invite("2026-02-03").thenRefused("in-the-future");
    invite("2026-01-30").thenRefused("dates-reversed");
    invite("2026-02-02", []).thenRefused("resignation-unknown");
  });
});

describe("accepting the last day", () => {
  test("as the letter asks, or with the end of the notice", () => {
    accept().thenAppends(accepted());
    const open = received({ asked: { says: "nothing" } });
    accept({ lastDay: "2026-02-16" }, open).thenAppends(accepted("2026-02-16", "notice"));
    const early = received({ asked: { says: "last-day", date: "2026-02-05" } });
    accept({ lastDay: "2026-02-16" }, early).thenAppends(accepted("2026-02-16", "notice"));
  });
  test("earlier or otherwise only by agreement of both sides", () => {
    const early = received({ asked: { says: "last-day", date: "2026-02-05" } });
    accept({ lastDay: "2026-02-05" }, early).thenRefused("notice-too-short", { noticeEnds: "2026-02-16" });
    accept({ lastDay: "2026-02-05", agreed: true }, early).thenAppends(accepted("2026-02-05", "agreement"));
    accept({ lastDay: "2026-02-27" }).thenRefused("last-day-not-as-asked", { asked: "2026-02-20" });
  });
  test("before the receipt never", () => {
    accept({ lastDay: "2026-02-01" }).thenRefused("last-day-before-receipt");
    accept({ lastDay: "2026-02-01", agreed: true }).thenRefused("last-day-before-receipt");
  });
  test("of a letter “from” a day only when it was asked about", () => {
    const vague = received({ asked: { says: "from", date: "2026-03-15" } });
    accept({ lastDay: "2026-03-15" }, vague).thenRefused("last-day-ambiguous", { date: "2026-03-15" });
    accept({ lastDay: "2026-03-14" }, vague).thenRefused("last-day-ambiguous");
    accept({ lastDay: "2026-03-14", agreed: true }, vague).thenAppendsSome();
  });
  test("on a ground that binds: the letter's own day, once the proof was seen", () => {
    const study = received({ ground: "study", asked: { says: "last-day", date: "2026-02-04" } });
    accept({ lastDay: "2026-02-04" }, study).thenRefused("proof-not-checked");
    accept({ lastDay: "2026-02-04", proofChecked: true }, study).thenAppends(accepted("2026-02-04", "binding-ground"));
    accept({ lastDay: "2026-02-05", proofChecked: true }, study).thenRefused("last-day-not-as-asked");
    const before = received({ ground: "retirement", asked: { says: "last-day", date: "2026-01-30" } });
    accept({ lastDay: "2026-02-03", proofChecked: true }, before).thenAppends(accepted("2026-02-03", "binding-ground"));
  });
  test("by a person who is not the one who resigns", () => {
    accept({}, received(), {}, "galina").thenRefused("own-resignation");
    accept({}, received(), {}, "system").thenRefused("person-decides");
    const roles = hrOfAll.map((grant) => ({ ...grant, role: "integration-client" as const }));
    accept({}, received(), { roles }, "robot").thenRefused("person-decides");
  });
  test("once, and again when it changes; not of a closed one, and not beyond the end of the employment", () => {
    accept({}, [...received(), accepted()]).thenNothing();
    accept({ lastDay: "2026-02-18", agreed: true }, [...received(), accepted()]).thenAppendsSome();
    accept({}, [...received(), withdrawn()]).thenRefused("resignation-closed");
    accept({}, []).thenRefused("resignation-unknown");
    accept({}, received(), { employment: employed({ lastDay: "2026-02-19" }) }).thenRefused("employee-left");
  });
});

describe("executing", () => {
  test("waits for the original or a qualified signature: a scan is not enough", () => {
    execute([...received(), accepted()]).thenRefused("original-required", {
      forms: ["original", "qualified-signature"],
    });
    execute([...received(), original(), accepted()]).thenAppends(executed);
    execute([...received({ form: "qualified-signature" }), accepted()]).thenAppends(executed);
  });
  test("of a letter that was corrected on a scan waits for the original of that one", () => {
    const corrected = correct({ document: "documents/3" }, [...received(), original()]).thenAppendsSome();
    execute([...received(), original(), ...corrected, accepted()]).thenRefused("original-required");
  });
  test("with an original that came after the last day needs a reason", () => {
    const late = [...received(), accepted(), original("2026-02-21")];
    execute(late).thenRefused("original-too-late", { on: "2026-02-21", lastDay: "2026-02-20" });
    execute(late, { despite: "It was in the post" }).thenAppendsSome();
  });
  test("once, after it was accepted, by a person, and never one's own", () => {
    execute([...received(), original()]).thenRefused("resignation-not-accepted");
    execute([...received(), original(), accepted(), executed]).thenNothing();
    execute([...received(), withdrawn()]).thenRefused("resignation-closed");
    execute([]).thenRefused("resignation-unknown");
    execute([...received(), original(), accepted()], {}, "galina").thenRefused("own-resignation");
    execute([...received(), original(), accepted()], {}, "system").thenRefused("person-decides");
  });
});

describe("withdrawing", () => {
  test("is possible until the end of the last day, also after execution", () => {
    withdraw(received()).thenAppends(withdrawn());
    withdraw([...received(), accepted(), executed], onDay("2026-02-20")).thenAppends(withdrawn("2026-02-20", true));
    withdraw([...received(), accepted()], onDay("2026-02-21")).thenRefused("withdrawal-too-late", {
      lastDay: "2026-02-20",
    });
    withdraw(received(), onDay("2026-03-21")).thenAppendsSome(); // nobody has decided: the employment goes on
  });
  test("is not possible against a replacement who cannot be refused, except by agreement", () => {
    const invited = [...received(), ReplacementInvited({ ...of, on: "2026-02-02", document: "documents/4" })];
    withdraw(invited).thenRefused("replacement-invited", { on: "2026-02-02" });
    withdraw(invited, {}, "galina", { agreed: true }).thenRefused("replacement-invited");
    withdraw(invited, hr, "hanna", { agreed: true }).thenAppendsSome();
  });
  test("is not for one side alone in Germany", () => {
    const inGermany = { employment: employed({ country: "DE" }) };
    const history = received({ form: "original" }, inGermany);
    withdraw(history, inGermany).thenRefused("withdrawal-not-possible", { country: "DE" });
    withdraw(history, { ...inGermany, ...hr }, "hanna", { agreed: true }).thenAppendsSome();
  });
  test("happens once, of one that there is", () => {
    withdraw([...received(), withdrawn()]).thenRefused("resignation-closed");
    withdraw([]).thenRefused("resignation-unknown");
  });
});

describe("an item of the exit checklist", () => {
  const complete = (item: string, actor: string, history = [...received(), accepted()], facts: Told = {}) =>
    after(history, (state) =>
      completeExitItem(command(CompleteExitItem.parse({ ...of, item }), actor), state, told(facts)),
    );
  const done = (item: string, doneBy: string) => ExitItemDone({ ...of, item, doneOn: "2026-02-02", doneBy });
  const roles = (role: "it-officer" | "accountant") => ({ roles: hrOf("branch").map((grant) => ({ ...grant, role })) });
  test("is done by whom it belongs to, and by HR", () => {
    complete("return-badge", "galina").thenAppends(done("return-badge", "galina"));
    complete("hand-over", "anna").thenAppends(done("hand-over", "anna"));
    complete("close-access", "ivan", undefined, roles("it-officer")).thenAppendsSome();
    complete("final-pay", "pavel", undefined, roles("accountant")).thenAppendsSome();
    for (const { item } of exitItems) complete(item, "hanna", undefined, hr).thenAppendsSome();
    complete("documents", "galina", undefined, { roles: hrOfAll }).thenRefused("not-item-owner", { owner: "hr" });
    complete("hand-over", "zoya").thenRefused("not-item-owner");
    complete("close-access", "ivan", undefined, roles("accountant")).thenRefused("not-item-owner");
  });
  test("of an absent head is done by the deputy", () => {
    const told = (isAbsent: boolean): Told => ({
      presence: {
        isAbsent: (user) => isAbsent && user === "anna",
        hasLeft: () => false,
        deputyOf: (user, kind) => (user === "anna" && kind === null ? UserId.parse("zoya") : undefined),
      },
    });
    complete("hand-over", "zoya", undefined, told(true)).thenAppends(done("hand-over", "zoya"));
    complete("hand-over", "zoya", undefined, told(false)).thenRefused("not-item-owner");
    complete("return-badge", "zoya", undefined, told(true)).thenRefused("not-item-owner");
  });
  test("is done once, after the last day was accepted", () => {
    complete("return-badge", "galina", [...received(), accepted(), done("return-badge", "hanna")]).thenRefused(
      "exit-item-done",
    );
    complete("return-badge", "galina", received()).thenRefused("exit-item-unknown");
    complete("nothing", "galina").thenRefused("exit-item-unknown");
    complete("return-badge", "galina", [...received(), accepted(), withdrawn()]).thenRefused("resignation-closed");
    const corrected = correct({ document: "documents/3" }, [...received(), accepted()]).thenAppendsSome();
    complete("return-badge", "galina", [...received(), accepted(), ...corrected]).thenRefused(
      "resignation-not-accepted",
    );
    complete("return-badge", "galina", []).thenRefused("resignation-unknown");
  });
});

test("an erased person's ground is gone, and the letter counts as an ordinary one", () => {
  const [first] = received({ ground: "study" });
  if (first?.type !== "ResignationReceived") throw new Error("not received");
  const erased = { ...first, data: { ...first.data, ground: null as never } }; // as the store gives it back
  accept({}, [erased]).thenAppends(accepted());
});
