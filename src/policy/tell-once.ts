import type { CheckReport, Problem } from "./types.ts";

/** Codes of what is about files beside the notebooks, not about each of them. */
const ABOUT_FOLDERS = new Set(["CW612"]);

/**
 * A report in which what several notebooks of a folder share is told of one of them: the one of which there is most to say.
 * Baselines are made of the whole.
 */
export function tellOnce({ notebooks }: CheckReport): CheckReport {
  const told = new Map<string, Problem>();
  for (const { path, problems } of notebooks)
    for (const problem of problems) {
      const key = keyOf(path, problem);
      const known = told.get(key);
      if (known === undefined || known.message.length < problem.message.length) told.set(key, problem);
    }
  const isTold = (path: string, problem: Problem) =>
    !ABOUT_FOLDERS.has(problem.code) || told.get(keyOf(path, problem)) === problem;
  return {
    notebooks: notebooks.map((notebook) => {
      const problems = notebook.problems.filter((problem) => isTold(notebook.path, problem));
      return problems.length === notebook.problems.length ? notebook : { ...notebook, problems };
    }),
  };
}

/** The folder and the file that is named first. */
function keyOf(path: string, { code, message }: Problem): string {
  const file = /`[^`]*`/.exec(message)?.[0] ?? message;
  return `${path.slice(0, path.lastIndexOf("/") + 1)}\n${code}\n${file}`;
}
