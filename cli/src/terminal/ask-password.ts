// Asks for a password: unseen at a terminal, from standard input otherwise (a pipe, a secret file).
import { createInterface } from "node:readline";
import { StartFault } from "../composition/start-fault.js";

const LONGEST = 200;

const readPiped = async (): Promise<string> => {
  let text = "";
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.length > LONGEST + 2) break;
  }
  return text.replace(/\r?\n$/, "");
};

const readUnseen = (question: string): Promise<string> =>
  new Promise((resolve) => {
    process.stderr.write(`${question}: `);
    // The terminal echoes what readline writes to its output; without one nothing is shown.
    const lines = createInterface({ input: process.stdin, terminal: true });
    lines.once("line", (line) => {
      lines.close();
      process.stderr.write("\n");
      resolve(line);
    });
  });

/** @throws StartFault when what was given can be no password */
export const askPassword = async (question: string): Promise<string> => {
  const password = process.stdin.isTTY ? await readUnseen(question) : await readPiped();
  if (password.length < 8 || password.length > LONGEST)
    throw new StartFault(`A password has 8 to ${LONGEST} characters; this one has ${password.length}.`);
  return password;
};
