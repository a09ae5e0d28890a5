// Unsubscribe links: read back as issued, and made by nobody else.
import { expect, test } from "@jest/globals";
import { unsubscribeTokens } from "./unsubscribe-token.js";

const ours = unsubscribeTokens(Buffer.alloc(32, 1));
const of = { userId: "e00017", fact: "task-due", channel: "email" };

test("a token says whose mails of which kind", () => expect(ours.read(ours.issue(of))).toEqual(of));

test("a token of another key, a changed one, a cut one and a hostile one are none", () => {
  const token = ours.issue(of);
  const [text = "", signature = ""] = token.split(".");
  const forged = Buffer.from(JSON.stringify(["e00018", "task-due", "email"])).toString("base64url");
  for (const other of [
    unsubscribeTokens(Buffer.alloc(32, 2)).issue(of),
    `${forged}.${signature}`,
    `${text}.${signature.slice(1)}`,
    text,
    "",
    "../../etc/passwd",
    "a".repeat(10_000),
  ])
    expect(ours.read(other)).toBeUndefined();
});
