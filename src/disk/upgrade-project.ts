import { join, resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { addToProject, type NotebookPlaces, notAProject } from "./add-to-project.ts";
import { withFailures } from "./fs-failure.ts";
import { found } from "./plan-write.ts";
import { contentHash, type ProjectFile, type ProjectOptions } from "./project-files.ts";
import { type ProjectManifest, readManifest } from "./read-manifest.ts";
import { recoverProject, type WrittenProject } from "./write-project.ts";

/** A file that was to be written, and why it was not. */
export interface LeftFile {
  readonly path: string;
  /** `edited` since we wrote it; `foreign`: we never wrote it; `removed` by hand; `together`: beside a file that was edited. */
  readonly why: "edited" | "foreign" | "removed" | "together";
}

/** What was done, or would be done, and what was not. */
export interface UpgradedProject extends WrittenProject {
  readonly left: readonly LeftFile[];
}

/** What an upgrade brings. */
export interface Upgrade {
  readonly files: readonly ProjectFile[];
  /** Folders whose files only fit each other: they change all or none, and what is no longer among `files` goes. */
  readonly units: readonly string[];
  /** Files that go, unless they were edited. */
  readonly gone?: readonly string[];
  readonly options: ProjectOptions;
  /** What is to be said of notebooks from now on; absent: what is said already. */
  readonly places?: NotebookPlaces;
}

/**
 * Brings files of ours in a project up to date, and adds those that it lacks. Files that were edited, written by somebody
 * else or deleted stay as they are.
 *
 * Failures: `edited-runner`, and those of `addToProject`.
 */
export function upgradeProject(upgrade: Upgrade, target: string, dryRun = false): UpgradedProject {
  const folder = resolve(target);
  if (!dryRun) recoverProject(target);
  const { files, left, removed } = withFailures(target, () => {
    const manifest = readManifest(folder);
    if (manifest === null) throw notAProject(target);
    return sortOut(upgrade, manifest, folder);
  });
  return { ...addToProject(files, upgrade.options, target, dryRun, removed, upgrade.places), left };
}

/** What can be written, what stays as it is although it was to be written, and what of ours goes. */
function sortOut(
  { files, units, gone = [], options }: Upgrade,
  manifest: ProjectManifest,
  folder: string,
): {
  readonly files: readonly ProjectFile[];
  readonly left: readonly LeftFile[];
  readonly removed: readonly string[];
} {
  const fates = files.map((file) => ({ file, fate: fateOf(file, manifest, folder) }));
  const stuck = units.filter((unit) =>
    fates.some(({ file, fate }) => file.path.startsWith(unit) && (fate === "edited" || fate === "foreign")),
  );
  const isIn = (path: string, folders: readonly string[]) => folders.some((one) => path.startsWith(one));
  const written: ProjectFile[] = [];
  const left: LeftFile[] = [];
  requireWholeRunner(fates, manifest.options.runner !== options.runner);
  for (const { file, fate } of fates) {
    if (fate === "same") written.push(file);
    else if (fate === "changes" && isIn(file.path, stuck)) left.push({ path: file.path, why: "together" });
    else if (fate === "changes") written.push(file);
    else if (fate !== "kept") left.push({ path: file.path, why: fate });
  }
  const wanted = new Set(files.map(({ path }) => path));
  const free = units.filter((unit) => !stuck.includes(unit));
  const removed = [...manifest.files].filter(
    ([path, own]) =>
      (isIn(path, free) || gone.includes(path)) && !wanted.has(path) && found(join(folder, path)) === own,
  );
  return { files: written, left, removed: removed.map(([path]) => path) };
}

/** Failure `edited-runner`: where another runner comes, it takes the place of all of the one before it. */
function requireWholeRunner(fates: readonly { file: ProjectFile; fate: Fate }[], isOther: boolean): void {
  const stuck = fates.find(
    ({ file, fate }) => file.path.includes("/runtime/") && (fate === "edited" || fate === "foreign"),
  );
  if (!isOther || stuck === undefined) return;
  throw new Failure(
    "edited-runner",
    `${stuck.file.path} ${stuck.fate === "edited" ? "was edited" : "is none of ours"}: the full runner cannot take the place of the small one.`,
    "Undo the change of that file first.",
  );
}

type Fate = "same" | "changes" | "kept" | "edited" | "foreign" | "removed";

/** What writing a file would mean; `kept`: it was edited, and we have nothing newer. */
function fateOf({ path, content }: ProjectFile, { files }: ProjectManifest, folder: string): Fate {
  const [before, own, after] = [found(join(folder, path)), files.get(path), contentHash(content)];
  if (before === after) return "same";
  if (before === null) return own === undefined ? "changes" : "removed";
  if (before === own) return "changes";
  if (own === undefined) return "foreign";
  return own === after ? "kept" : "edited";
}
