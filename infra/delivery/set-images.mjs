// An overlay names every image of a release by its digest.

/** The text with its `images:` replaced, whatever stood there. Throws for what is no digest. */
export const withImages = (text, registry, digests) => {
  const images = Object.entries(digests)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([service, digest]) => {
      if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`${service}: ${JSON.stringify(digest)} is no digest`);
      return `  - { name: tabel/${service}, newName: ${registry}/${service}, digest: "${digest}" }\n`;
    });
  if (!/^images:/m.test(text)) throw new Error("the kustomization has no `images:`");
  return text.replace(/^images:.*\n(?: {2}- .*\n)*/m, `images:\n${images.join("")}`);
};
