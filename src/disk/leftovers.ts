import { randomBytes } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** What stands where a project is to be written. `empty` counts nothing that an interrupted run of ours left. */
export type TargetState = "absent" | "empty" | "filled";

/** Staged files behind the point of no return, within the target. */
export const pendingName = ".cellwright-pending";

const temporary = /\.cellwright-new-(\d+)-[0-9a-f]+$/;

/** A name for a folder of files that are being staged; `prefix` is a hidden name or empty. */
export function temporaryName(prefix = ""): string {
  return `${prefix}.cellwright-new-${process.pid}-${randomBytes(6).toString("hex")}`;
}

/** Whether a name in a target is one that only an unfinished run leaves there. */
export function isOurs(name: string): boolean {
  return name === pendingName || (name.startsWith(".cellwright-new-") && temporary.test(name));
}

/** Removes what killed runs staged for this target, beside it and in it. What a living run is staging stays. */
export function removeLeftovers(folder: string, state: TargetState): void {
  const prefix = `.${basename(folder)}.cellwright-new-`;
  removeStale(dirname(folder), (name) => name.startsWith(prefix));
  if (state !== "absent") removeStale(folder, (name) => name.startsWith(".cellwright-new-"));
}

function removeStale(folder: string, isMeant: (name: string) => boolean): void {
  for (const name of namesIn(folder)) {
    const match = isMeant(name) ? temporary.exec(name) : null;
    const path = join(folder, name);
    if (match !== null && isStale(Number(match[1]), path)) rmSync(path, { recursive: true, force: true });
  }
}

/** The folder of the target may not be ours to read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const hour = 3_600_000;

/** In containers process numbers repeat, and on shared disks they say little: after an hour nobody is staging. */
function isStale(pid: number, path: string): boolean {
  if (pid === process.pid || !isAlive(pid)) return true;
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > hour;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
