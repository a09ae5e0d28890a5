// E-mail by SMTP. The Message-ID follows from the delivery: a server that keeps a message once by it keeps it once.
import { digestSubject, mailHtml, mailText } from "@tabel/domain";
import { createTransport } from "nodemailer";
import { isNativeError } from "node:util/types";
import type { ChannelOutcome, MessageChannel, OutgoingMessage } from "./channel.js";

export interface EmailOptions {
  readonly url: string;
  readonly from: string;
  /** The application. */
  readonly home: string;
  readonly atOnce?: number;
  /** Milliseconds that a server may be silent. Shorter than a lease. */
  readonly silenceMs?: number;
}

interface SmtpFault {
  readonly responseCode?: number;
  readonly command?: string;
}

/** 550, 551 and 553 to a recipient: there is nobody (RFC 5321, 4.2.3). Other fives are about the message or us. */
const outcomeOf = (fault: Error & SmtpFault): ChannelOutcome => {
  const { responseCode: code, command } = fault;
  if (code === undefined || code < 500)
    return { is: "temporary-failure", reason: code === undefined ? "no-answer" : "provider-busy" };
  if (command?.startsWith("RCPT") === true && [550, 551, 553].includes(code))
    return { is: "bounced", reason: "mailbox-unknown" };
  return { is: "permanent-failure", reason: "provider-refused" };
};

export const messageIdOf = (id: string): string => `<${id}@tabel>`;

const headersOf = (unsubscribe: string | null): Record<string, string> => ({
  "Auto-Submitted": "auto-generated",
  // RFC 8058: one click, by POST; a scanner that follows links with GET changes nothing.
  ...(unsubscribe === null
    ? {}
    : { "List-Unsubscribe": `<${unsubscribe}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
});

export const emailChannel = ({ url, from, home, atOnce = 5, silenceMs = 20_000 }: EmailOptions): MessageChannel => {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: atOnce,
    maxMessages: 500,
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ id, madeAt, email, reader, messages, unsubscribe }: OutgoingMessage) => {
      if (email === null) return { is: "unreachable", reason: "no-address" };
      const messageId = messageIdOf(id);
      const links = { home, unsubscribe };
      const [first] = messages;
      try {
        await transport.sendMail({
          from,
          to: { name: "", address: email },
          messageId,
          date: new Date(madeAt),
          subject:
            messages.length === 1 && first !== undefined ? first.subject : digestSubject(messages.length, reader),
          text: mailText(messages, reader, links),
          html: mailHtml(messages, reader, links),
          headers: headersOf(unsubscribe),
        });
        return { is: "sent", messageId };
      } catch (fault) {
        return outcomeOf(isNativeError(fault) ? fault : new Error("the mail could not be handed over"));
      }
    },
    close: () => {
      transport.close();
      return Promise.resolve();
    },
  };
};
