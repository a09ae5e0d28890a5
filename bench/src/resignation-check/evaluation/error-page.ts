// A page with the picture of every letter that came out wrong, or that a person had to see although it needed none.
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Judged } from "./judge.js";
import { isWronglyAccepted, isWronglySentBack } from "./measure.js";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const kindOf = (each: Judged): string | undefined => {
  if (isWronglyAccepted(each)) return "wrongly accepted";
  if (isWronglySentBack(each)) return "wrongly sent back";
  const { label, verdict } = each;
  const needless = label.expected.outcome !== "human-review" && verdict.outcome === "human-review";
  return needless && label.style === "printed" ? "handed over without need" : undefined;
};

/** Writes `errors.html` and the pictures it shows; answers where it is. */
export const writeErrorPage = async (folder: string, pictures: string, all: readonly Judged[]): Promise<string> => {
  await mkdir(join(folder, "pictures"), { recursive: true });
  const order = ["wrongly accepted", "wrongly sent back", "handed over without need"];
  const wrong = all
    .flatMap((each) => {
      const kind = kindOf(each);
      return kind === undefined ? [] : [{ kind, each }];
    })
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const parts: string[] = [];
  for (const { kind, each } of wrong) {
    const { label, verdict, evidence, notes } = each;
    const file = basename(label.file);
    await copyFile(join(pictures, label.file), join(folder, "pictures", file));
    const said = { verdict, evidence, notes };
    const expected = { expected: label.expected, truth: label.truth };
    parts.push(
      `<section><h2>${escaped(label.id)}: ${kind}</h2><p>${escaped((label.damage ?? []).join(", "))}</p>` +
        `<img src="pictures/${encodeURIComponent(file)}" alt="the letter"><div><h3>expected</h3><pre>` +
        `${escaped(JSON.stringify(expected, null, 1))}</pre><h3>said</h3><pre>${escaped(JSON.stringify(said, null, 1))}</pre></div></section>`,
    );
  }
  const page = join(folder, "errors.html");
  await writeFile(
    page,
    `<!doctype html><meta charset="utf-8"><title>Letters that came out wrong</title><style>body{font:14px sans-serif}` +
      `section{display:grid;grid-template-columns:45% 1fr;gap:1em;border-top:1px solid}h2,p{grid-column:1/3}img{width:100%}` +
      `pre{white-space:pre-wrap}</style><h1>${wrong.length} of ${all.length} letters</h1>${parts.join("\n")}`,
  );
  return page;
};
