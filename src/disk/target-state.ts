import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { isOurs, type TargetState } from "./leftovers.ts";

/** Looks at a target. Failures: `target-is-file`, `link-in-target`. */
export function targetState(folder: string, target: string): TargetState {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return "absent";
  if (stat.isSymbolicLink()) throw linkFailure(target);
  if (!stat.isDirectory()) throw new Failure("target-is-file", `${target} is a file, not a folder.`);
  return readdirSync(folder).every(isOurs) ? "empty" : "filled";
}

/** Throws when a folder on the way to `path` is a symbolic link: what is written there would land elsewhere. */
export function checkLinks(folder: string, path: string, target: string): void {
  const parts = path.split("/");
  for (let count = 1; count < parts.length; count++) {
    const below = parts.slice(0, count).join("/");
    if (lstatSync(join(folder, below), { throwIfNoEntry: false })?.isSymbolicLink())
      throw linkFailure(`${target}/${below}`);
  }
}

function linkFailure(path: string): Failure {
  return new Failure(
    "link-in-target",
    `${path} is a symbolic link; a project is not written through links.`,
    "Name the folder that the link leads to.",
  );
}
