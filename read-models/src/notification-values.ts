// The values that a message is made of, read when it is shown or sent: names, titles and kinds as they are then, never kept. What
// sends messages and what shows them read it here, so that both say the same.

/** A message without its words. */
export interface ToldAbout {
  readonly fact: string;
  readonly role: string;
  readonly about: readonly string[];
  readonly details: readonly { readonly name: string; readonly value: string }[];
  readonly mayKnow: readonly string[];
}

export type MessageValues = Readonly<Record<string, string | number | null>>;

/** Runs one statement with its values. */
type Ask = (
  text: string,
  values: readonly unknown[],
) => Promise<readonly { readonly what: string; readonly id: string; readonly value: unknown }[]>;

const statement = `
  select 'person' as what, employee_id as id, to_json(concat_ws(' ', last_name, first_name, middle_name)) as value
    from views.employee where employee_id = any($1::text[]) and last_name is not null
  union all
  select 'unit', unit_id, to_json(name) from views.unit where unit_id = any($2::text[])
  union all
  select 'kind', request_id, to_json(kind) from views.absence_request where request_id = any($3::text[])
  union all
  select 'session', session_id, json_build_object('title', title, 'starts', starts_at)
    from views.training_session where session_id = any($4::text[])
  union all
  select 'task', plan_id || '/' || (task->>'taskId'), json_build_object('title', task->'title')
    from views.onboarding_plan cross join jsonb_array_elements(tasks) task where plan_id = any($5::text[])
  union all
  select 'item', resignation_id || '/' || (entry->>'item'), json_build_object('title', entry->'title')
    from views.resignation cross join jsonb_array_elements(checklist) entry where resignation_id = any($6::text[])
  union all
  select 'announcement', announcement_id, json_build_object('title', title, 'text', text)
    from views.announcement where announcement_id = any($7::text[])`;

interface Known {
  readonly title?: Readonly<Record<string, string>>;
  readonly text?: Readonly<Record<string, string>>;
  readonly starts?: string;
}

const detailOf = ({ details }: ToldAbout, name: string): string | undefined =>
  details.find((detail) => detail.name === name)?.value;

const resignationOf = (item: ToldAbout): string | undefined => {
  const number = detailOf(item, "number");
  return number === undefined ? undefined : `${detailOf(item, "employeeId") ?? ""}_${number}`;
};

/** What is a number in messages; everything else stays the text that it is. */
const numbers: ReadonlySet<string> = new Set(["count", "days", "milestone"]);
const plain: ReadonlySet<string> = new Set(["from", "to", "on", "until", "lastDay", "period", ...numbers]);

/** One statement for any number of messages. What is not known (any more) is null, and written neutrally. */
export const readMessageValues = async (
  items: readonly ToldAbout[],
  language: string,
  ask: Ask,
): Promise<readonly MessageValues[]> => {
  const wanted = (of: (item: ToldAbout) => readonly (string | undefined)[]): string[] => [
    ...new Set(items.flatMap(of).filter((id) => id !== undefined)),
  ];
  const one = (name: string) => wanted((item) => [detailOf(item, name)]);
  const rows = await ask(statement, [
    wanted(({ about }) => about),
    one("unitId"),
    wanted((item) => (item.mayKnow.includes("see-absence-kind") ? [detailOf(item, "requestId")] : [])),
    one("sessionId"),
    one("planId"),
    wanted((item) => [resignationOf(item)]),
    one("announcementId"),
  ]);
  const known = new Map(rows.map(({ what, id, value }) => [`${what} ${id}`, value]));
  const text = (what: string, id: string | undefined): string | null => {
    const value = known.get(`${what} ${id ?? ""}`);
    return typeof value === "string" ? value : null;
  };
  const thing = (what: string, id: string | undefined): Known => (known.get(`${what} ${id ?? ""}`) ?? {}) as Known; // as the statement builds it
  return items.map((item) => {
    const detail = (name: string) => detailOf(item, name);
    const session = thing("session", detail("sessionId"));
    const announcement = thing("announcement", detail("announcementId"));
    const values: Record<string, string | number | null> = {
      person: text("person", item.about[0]),
      deputy: text("person", detail("deputy")),
      mentor: text("person", detail("mentorId")),
      head: text("person", detail("headId")),
      unit: text("unit", detail("unitId")),
      kind: item.mayKnow.includes("see-absence-kind") ? text("kind", detail("requestId")) : null,
      session: session.title?.[language] ?? null,
      starts: session.starts ?? null,
      task: thing("task", `${detail("planId") ?? ""}/${detail("taskId") ?? ""}`).title?.[language] ?? null,
      item: thing("item", `${resignationOf(item) ?? ""}/${detail("item") ?? ""}`).title?.[language] ?? null,
      title: announcement.title?.[language] ?? null,
      text: announcement.text?.[language] ?? null,
    };
    for (const { name, value } of item.details)
      if (plain.has(name)) values[name] = numbers.has(name) ? Number(value) : value;
    return values;
  });
};
