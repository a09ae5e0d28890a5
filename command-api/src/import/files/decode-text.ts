// Bytes of a file to text: UTF-8, with or without a byte order mark, line breaks of every system as "\n".
import { isUtf8 } from "node:buffer";
import type { ImportFault } from "./import-fault.js";

const MEBIBYTE = 1024 * 1024;
/** Of one file; about 900,000 rows. */
export const MOST_FILE_BYTES = 64 * MEBIBYTE;

const saveAs = 'save it as "CSV UTF-8"';

const lineOf = (content: Uint8Array, offset: number): number => {
  let line = 1;
  for (let at = content.indexOf(10); at >= 0 && at < offset; at = content.indexOf(10, at + 1)) line += 1;
  return line;
};

/** The first line that is not UTF-8, decoded as far as it can be shown. */
const firstWrongLine = (content: Uint8Array): { line: number; found: string } => {
  const decoder = new TextDecoder("utf-8");
  let line = 1;
  for (let from = 0; from <= content.length; line += 1) {
    const end = content.indexOf(10, from);
    const bytes = content.subarray(from, end < 0 ? content.length : end);
    if (!isUtf8(bytes)) return { line, found: decoder.decode(bytes) };
    if (end < 0) break;
    from = end + 1;
  }
  return { line, found: "" };
};

const decodeBytes = (file: string, content: Uint8Array): string | ImportFault => {
  if ((content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff))
    return { file, line: null, column: null, code: "not-utf8", found: "", right: `the file is UTF-16; ${saveAs}` };
  const nul = content.indexOf(0);
  if (nul >= 0) {
    const right = `the file holds a NUL character: it is not a text file, or not UTF-8; ${saveAs}`;
    return { file, line: lineOf(content, nul), column: null, code: "nul-character", found: "", right };
  }
  if (!isUtf8(content)) {
    const { line, found } = firstWrongLine(content);
    return {
      file,
      line,
      column: null,
      code: "not-utf8",
      found,
      right: `the file is not UTF-8 (Windows-1251?); ${saveAs}`,
    };
  }
  return new TextDecoder("utf-8").decode(content);
};

/** Text that came inside JSON may hold what no file can: halves of characters, NUL. */
const wrongCharacter = (file: string, text: string): ImportFault | undefined => {
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;
  const place = (offset: number) => ({ file, line: lineAt(offset), column: null, found: "" });
  const nul = text.indexOf("\0");
  if (nul >= 0) return { ...place(nul), code: "nul-character", right: "remove the NUL character" };
  const replaced = text.indexOf("\uFFFD");
  const half = text.search(/\p{Surrogate}/u);
  if (replaced >= 0 || half >= 0) {
    const right = "a character was lost when the file was last converted; write it again, and save the file as UTF-8";
    return { ...place(Math.max(replaced, half)), code: "not-utf8", right };
  }
  return undefined;
};

/** The text of a file, or the one fault that makes it unreadable. */
export const decodeText = (file: string, content: Uint8Array | string): string | ImportFault => {
  const decoded = typeof content === "string" ? content : decodeBytes(file, content);
  if (typeof decoded !== "string") return decoded;
  const text = decoded.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  return wrongCharacter(file, text) ?? text;
};
