import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { TrialProject } from "./trial.ts";

/** Does something that makes one run of the project; returns the id of that run with what `make` returns. */
export async function newRun<Result>(
  project: TrialProject,
  make: () => Promise<Result>,
): Promise<{ readonly run: string; readonly result: Result }> {
  const before = new Set(runsOf(project));
  const result = await make();
  const made = runsOf(project).filter((run) => !before.has(run));
  const [run] = made;
  if (run === undefined || made.length > 1) throw new Error(`there should be one new run, not ${made.length}`);
  return { run, result };
}

function runsOf(project: TrialProject): readonly string[] {
  const folder = path.join(project.folder, "runs");
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith(".")) : [];
}
