// Commands to a command side in another program, over HTTP. Who may send in the name of a process holds the key that signs tokens.
import { refusals } from "@tabel/domain";
import { currentTraceparent } from "@tabel/platform";
import type { CarryOutCommand } from "../process/ports.js";

export interface OverHttp {
  /** Of the command side, without a path: `http://commands:8080`. */
  readonly url: string;
  /** A token whose subject is the process: `process:<name>`. Made anew for each command. */
  readonly tokenOf: (subject: string) => string;
  /** Milliseconds; longer than the command side takes at most. */
  readonly timeoutMs?: number;
}

/** The command side did not answer, or not now: the same command is sent again. */
class NotNow extends Error {
  override readonly name = "NotNow";
}

/** Statuses that may pass by themselves: a token that has just expired, others who are faster, too many, not there. */
const passing = (status: number, code: string): boolean =>
  status === 401 || status === 408 || status === 429 || status >= 500 || code === "concurrent-change";

export const commandsOverHttp =
  ({ url, tokenOf, timeoutMs = 18_000 }: OverHttp): CarryOutCommand =>
  async ({ name, data, commandId, actor, correlationId, causationId }) => {
    const traceparent = currentTraceparent();
    const response = await fetch(`${url}/api/commands/${name}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${tokenOf(actor)}`,
        "content-type": "application/json",
        "idempotency-key": commandId,
        "x-correlation-id": correlationId,
        "x-causation-id": causationId,
        ...(traceparent === undefined ? {} : { traceparent }),
      },
      body: JSON.stringify(data),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer: unknown = await response.json().catch(() => undefined);
    const told = typeof answer === "object" && answer !== null ? answer : {};
    if (response.ok && "position" in told) return { is: "done", position: String(told.position) };
    const code = "code" in told ? String(told.code) : `http-${response.status}`;
    if (response.ok || passing(response.status, code)) throw new NotNow(`${name}: ${response.status}`);
    return { is: Object.hasOwn(refusals, code) ? "refused" : "faulty", problem: { code } };
  };
