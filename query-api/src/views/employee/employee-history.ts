// GET /employees/{employeeId}/history: everything that happened to a person, told in sentences, complete and in the log's order.
import { EmployeeId, LocalDate, localDate, UserId } from "@tabel/domain";
import { reachOf } from "@tabel/platform";
import { z } from "zod";
import { seesOfEmployee, unseen } from "../../access/see-employee.js";
import { HistoryEntry, historyItem } from "../../history/history-item.js";
import { historyCsvHeader, historyCsvLine, historyJsonLine } from "../../history/history-lines.js";
import { toldHistory } from "../../history/told-history.js";
import { cursorOf, keyOf, nextCursor, paging } from "../../http/paging.js";
import { usable } from "../../http/usable-text.js";
import { view } from "../../http/view.js";
import { known } from "../../reading/known.js";

const keyPosition = z.string().regex(/^\d{1,18}$/);

const Answer = z.object({
  employeeId: z.string(),
  on: z.string().meta({ description: "The day for which balances are told" }),
  items: z.array(HistoryEntry),
  next: nextCursor,
});

const query = z.strictObject({
  known,
  asOf: LocalDate.optional().meta({
    description: "Only what had taken effect by the end of this day; balances are those of it. Today's unless given.",
    example: "2026-12-31",
  }),
  types: z
    .string()
    .max(1_000)
    .regex(/^[A-Za-z]+(,[A-Za-z]+)*$/, "must be names of events, separated by commas")
    .optional()
    .meta({ description: "Only events of these types", example: "AbsenceRequested,AbsenceApproved" }),
  actor: z
    .union([UserId, z.string().regex(/^process:[a-z0-9-]{1,100}$/)])
    .optional()
    .meta({ example: "e00003" }),
  correlation: z
    .string()
    .regex(/^[0-9a-zA-Z-]{1,64}$/)
    .optional()
    .meta({
      description: "Only one conversation: a request from outside with all that followed from it",
      example: "9a3a5a0e-1f0b-4b7e-8f5d-2f7f6f4f0c11",
    }),
  search: usable(z.string().min(1).max(100))
    .optional()
    .meta({ description: "Only entries whose sentence holds this", example: "e00003" }),
  language: z.enum(["ru", "en"]).default("ru").meta({ example: "ru" }),
  ...paging,
});

export const employeeHistory = view({
  path: "/employees/{employeeId}/history",
  id: "employeeHistory",
  summary:
    "Every event that concerns an employee, in order, as sentences with cause and effect and the balances after each",
  description:
    "`causedBy` and `depth` make a tree of what followed from what. A page of a search may hold fewer entries than asked for and still have a `next`. " +
    "With `Accept: application/jsonl` or `text/csv` a page is a file; its `Link` header names the next one.",
  params: z.strictObject({ employeeId: EmployeeId }),
  query,
  answer: Answer,
  shows: ({ employeeId }) => ({ userIds: [employeeId], what: "history" }),
  formats: ["application/jsonl", "text/csv"],
  write: (mediaType, { items }) =>
    mediaType === "text/csv"
      ? historyCsvHeader + items.map(historyCsvLine).join("")
      : items.map(historyJsonLine).join(""),
  example: {
    employeeId: "e00017",
    on: "2026-11-16",
    items: [
      {
        position: "48213",
        eventId: "0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a10",
        type: "AbsenceApproved",
        stream: "absence-e00017",
        revision: "4",
        recordedAt: "2026-11-16T09:30:00.000Z",
        effectiveOn: "2026-12-07",
        actor: "e00003",
        onBehalfOf: null,
        commandId: "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11",
        causationId: "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11",
        correlationId: "9a3a5a0e-1f0b-4b7e-8f5d-2f7f6f4f0c11",
        causedBy: null,
        depth: 0,
        erased: false,
        sentence:
          "Заявка 0b9c4f0e одобрена: Ежегодный отпуск с 07.12.2026 по 20.12.2026 (весь день), использовано 14 дн., ежегодный отпуск, решение: e00003.",
        balances: [{ ledger: "annual", unit: "days", balance: 28 }],
        data: { kind: "annual-leave", from: "2026-12-07", to: "2026-12-20" },
      },
    ],
    next: null,
  },
  reads: ["employee-history", "leave-entries", "employees", "organisation"],
  read: async ({ params: { employeeId }, query: asked, caller, views }) => {
    const { limit, cursor, known: at, asOf, types, actor, correlation, search, language } = asked;
    // Users who never were employees have a history too (their roles); only who sees everywhere is shown it.
    const sees = await seesOfEmployee(views, caller, employeeId, "see-history", "see-remarks", "see-leave-balance");
    if (!sees["see-history"] && !reachOf(caller, "see-history").everywhere) throw unseen(employeeId);
    const [after = "-1"] = keyOf(cursor, keyPosition);
    const on = asOf ?? localDate(caller.today);
    const filter = { known: at, asOf, types: types?.split(","), actor, correlationId: correlation };
    const rights = {
      remarks: sees["see-remarks"],
      balances: sees["see-leave-balance"],
      names: reachOf(caller, "see-employee"),
    };
    const told = await toldHistory(views, { employeeId, filter, language, search, on, after, limit, rights });
    // One answer for who has no history and for who may not be seen; a filter that lets nothing through is no reason for it.
    const filtered = [asOf, types, actor, correlation, search].some((given) => given !== undefined);
    if (told.items.length === 0 && cursor === undefined && !filtered) throw unseen(employeeId);
    return {
      employeeId,
      on,
      items: told.items.map(historyItem),
      next: told.next === null ? null : cursorOf([told.next]),
    };
  },
});
