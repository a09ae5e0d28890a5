// What a deploy does to git. A branch an environment, deploy/dev and deploy/prod, which Argo CD follows and nobody else writes to: each of its commits
// holds the manifests of a release with the digests of its images, and nothing else. Every change is a new commit upon the last one, never forced.
//
//   node infra/delivery/deploy.mjs deploy ENVIRONMENT TAG REGISTRY DIGESTS.json    prints the commit; makes the branch where there is none
//   node infra/delivery/deploy.mjs back ENVIRONMENT TAG                            what stood there before TAG stands there again
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withImages } from "./set-images.mjs";

/** What Argo CD reads. No workflow is among it: a workflow's own token may not write any. */
export const delivered = ["infra/kubernetes", "infra/gateway/Caddyfile"];
/** Where a release is tried before it may come here. */
const before = { dev: undefined, prod: "dev" };
export const branchOf = (environment) => {
  if (!Object.hasOwn(before, environment)) throw new Error(`there is no environment ${JSON.stringify(environment)}`);
  return `deploy/${environment}`;
};

/** Works in a checkout whose remote is `origin`; no file of the checkout is touched. */
export const delivery = (checkout) => {
  const git = (args, input, environment = {}) =>
    execFileSync("git", args, {
      cwd: checkout,
      input,
      env: { ...process.env, ...environment },
      encoding: "utf8",
      stdio: ["pipe", "pipe", "pipe"],
      maxBuffer: 2 ** 26,
    }).trim();

  /** The newest commit of the environment's branch as the remote has it. */
  const headOf = (environment) => {
    const ref = `refs/heads/${branchOf(environment)}`;
    if (git(["ls-remote", "origin", ref]) === "") return undefined;
    git(["fetch", "--quiet", "origin", ref]);
    return git(["rev-parse", "FETCH_HEAD"]);
  };
  /** Refused by the remote if the branch has moved meanwhile. */
  const push = (environment, tree, parent, message) => {
    const commit = git(["commit-tree", tree, ...(parent === undefined ? [] : ["-p", parent]), "-m", message]);
    git(["push", "--quiet", "origin", `${commit}:refs/heads/${branchOf(environment)}`]);
    return commit;
  };
  const subjectsOf = (commit) => (commit === undefined ? [] : git(["log", "--format=%s", commit]).split("\n"));
  const deployed = (tag, environment) => `Deploy ${tag} to ${environment}`;
  const takenBack = (tag, environment) => `Take ${tag} back from ${environment}`;

  /** Tried where it has to be tried first, and not taken back from there since. */
  const refuseUntried = (tag, environment) => {
    const earlier = before[environment];
    if (earlier === undefined) return;
    const told = [deployed(tag, earlier), takenBack(tag, earlier)];
    if (subjectsOf(headOf(earlier)).find((subject) => told.includes(subject)) !== told[0])
      throw new Error(`${tag} goes to ${environment} after it has stood in ${earlier}, and it does not`);
  };

  const treeOf = (tag, environment, registry, digests) => {
    const folder = mkdtempSync(join(tmpdir(), "tabel-deploy-"));
    const index = { GIT_INDEX_FILE: join(folder, "index") };
    try {
      const overlay = `infra/kubernetes/overlays/${environment}/kustomization.yaml`;
      git(["update-index", "--index-info"], `${git(["ls-tree", "-r", tag, "--", ...delivered])}\n`, index);
      const text = withImages(`${git(["show", `${tag}:${overlay}`])}\n`, registry, digests);
      const blob = git(["hash-object", "-w", "--stdin"], text);
      git(["update-index", "--cacheinfo", `100644,${blob},${overlay}`], undefined, index);
      return git(["write-tree"], undefined, index);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  return {
    deploy: (environment, tag, registry, digests) => {
      const head = headOf(environment);
      refuseUntried(tag, environment);
      const message = `${deployed(tag, environment)}\n\nMade of ${git(["rev-parse", `${tag}^{commit}`])}.`;
      return push(environment, treeOf(tag, environment, registry, digests), head, message);
    },
    /** The last commit must be the deploy of that release: what came after it is not undone by mistake. */
    back: (environment, tag) => {
      const head = headOf(environment);
      if (subjectsOf(head)[0] !== deployed(tag, environment))
        throw new Error(`the last commit of ${branchOf(environment)} is not “${deployed(tag, environment)}”`);
      const parent = git(["rev-list", "--max-count", "1", "--skip", "1", head]);
      if (parent === "")
        throw new Error(`${tag} is the first release of ${environment}: there is nothing to go back to`);
      const message = `${takenBack(tag, environment)}\n\nAs in ${parent} again.`;
      return push(environment, git(["rev-parse", `${parent}^{tree}`]), head, message);
    },
  };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [what, environment, tag, registry, digests] = process.argv.slice(2);
  const { deploy, back } = delivery(process.cwd());
  if (what === "deploy") console.log(deploy(environment, tag, registry, JSON.parse(readFileSync(digests, "utf8"))));
  else if (what === "back") console.log(back(environment, tag));
  else throw new Error(`deploy or back, not ${JSON.stringify(what)}`);
}
