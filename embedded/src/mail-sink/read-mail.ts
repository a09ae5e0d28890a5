// Messages of the sink as a person reads them.
import PostalMime from "postal-mime";
import type { MessageFolder } from "./message-folder.js";

export interface MailSummary {
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
}

export interface Mail extends MailSummary {
  readonly messageId: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly html: string;
}

const parse = async (id: string, at: string, raw: Buffer): Promise<Mail> => {
  const mail = await PostalMime.parse(raw, { maxNestingDepth: 10 });
  return {
    id,
    at,
    from: mail.from?.address ?? "",
    to: (mail.to ?? []).map(({ address }) => address ?? ""),
    subject: mail.subject ?? "",
    messageId: mail.messageId ?? "",
    headers: mail.headers.map(({ key, value }) => ({ name: key, value })),
    text: mail.text ?? "",
    html: mail.html ?? "",
  };
};

/** The latest first. */
export const listMail = async (folder: MessageFolder, limit: number): Promise<readonly MailSummary[]> => {
  const found: MailSummary[] = [];
  for (const { id, at } of await folder.list(limit)) {
    const raw = await folder.read(id);
    if (raw === undefined) continue;
    const { from, to, subject } = await parse(id, at, raw);
    found.push({ id, at, from, to, subject });
  }
  return found;
};

/** One whole message by its id or by the beginning of it; undefined where there is none, or more than one. */
export const showMail = async (folder: MessageFolder, id: string): Promise<Mail | undefined> => {
  const matches = (await folder.list(Number.MAX_SAFE_INTEGER)).filter((each) => each.id.startsWith(id));
  const [match] = matches;
  if (match === undefined || matches.length > 1) return undefined;
  const raw = await folder.read(match.id);
  return raw === undefined ? undefined : parse(match.id, match.at, raw);
};
