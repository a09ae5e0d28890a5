// node infra/delivery/release-notes.mjs v0.1.0: the section of CHANGELOG.md for a version. Fails where there is none.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What stands below the version's heading, up to the next one; undefined where there is no such heading. */
export const notesOf = (changelog, tag) => {
  const version = tag.replace(/^v/, "");
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.split(/[\s–-]/, 1)[0] === version);
  return section?.slice(section.indexOf("\n") + 1).trim();
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [tag = ""] = process.argv.slice(2);
  const notes = notesOf(readFileSync(new URL("../../CHANGELOG.md", import.meta.url), "utf8"), tag);
  if (notes === undefined || notes === "") {
    console.error(`CHANGELOG.md says nothing about ${JSON.stringify(tag)}.`);
    process.exit(1);
  }
  console.log(notes);
}
