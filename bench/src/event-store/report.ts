// The figures as a table, printed and put into docs/event-store.md between its two marks.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

export interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly limit: string;
}

const [BEGIN, END] = ["<!-- figures -->", "<!-- end of figures -->"];

export const rate = (value: number, unit = "/s"): string =>
  `${value >= 10_000 ? `${(value / 1000).toFixed(1)}k` : Math.round(value).toLocaleString("en")}${unit}`;

export const table = (figures: readonly Figure[]): string => {
  const [model] = cpus();
  const machine = `${cpus().length} × ${model?.model.trim() ?? "unknown"}, Node ${process.versions.node}`;
  const rows = figures.map(({ what, measured, limit }) => `| ${what} | ${measured} | ${limit} |`);
  return ["| work | measured | beside it, in the same run |", "| --- | --- | --- |", ...rows, "", `${machine}.`].join(
    "\n",
  );
};

export const putInto = (path: string, text: string): void => {
  const document = readFileSync(path, "utf8");
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${path} has no place for the figures: ${BEGIN} … ${END}.`);
  writeFileSync(path, `${document.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${document.slice(end)}`);
};
