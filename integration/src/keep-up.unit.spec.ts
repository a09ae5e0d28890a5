// What fails is said in the log, in words that its redaction leaves there.
import { expect, test } from "@jest/globals";
import { createLogger } from "@tabel/platform";
import { createKeepUp } from "./keep-up.js";

test("the log says what failed and which setting to look at", async () => {
  const lines: string[] = [];
  const log = createLogger({ level: "warn", name: "spec", destination: { write: (line) => void lines.push(line) } });
  const ending = new AbortController();
  const { keepUp, failing } = createKeepUp(log);
  let runs = 0;
  await keepUp("tabel.absence.v1", ending.signal, () => {
    runs += 1;
    if (runs === 1) return Promise.reject(new Error("SASL PLAIN authentication failed"));
    expect(failing.get("tabel.absence.v1")).toMatch(/KAFKA_SASL/);
    ending.abort();
    return Promise.resolve();
  });
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ part: "tabel.absence.v1", cause: expect.stringMatching(/KAFKA_SASL.*SASL PLAIN/) }),
  ]);
});
