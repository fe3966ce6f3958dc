import { projectPython } from "./environments.ts";
import type { TrialProject } from "./trial.ts";

/** What an engine would start in a container. */
export interface Container {
  readonly name: string;
  readonly needs: readonly string[];
  /** The program and its arguments; the program is the Python of the image. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Starts processes of this machine in the place of containers, each after those that it needs; of several that may
 * start, the one that comes last, so that the order of a list is no help.
 */
export async function runContainers(project: TrialProject, containers: readonly Container[]): Promise<void> {
  for (const { command, environment } of inOrder(containers)) {
    const [program, ...args] = command;
    if (program !== "python") throw new Error(`A container starts ${program}`);
    await project.exec(projectPython(), args, { env: { PYTHONPATH: "src", ...environment } });
  }
}

/** The same, each after those that it needs. Throws when there is no such order. */
export function inOrder<T extends { readonly name: string; readonly needs: readonly string[] }>(
  all: readonly T[],
): readonly T[] {
  const ordered: T[] = [];
  const waiting = [...all];
  while (waiting.length > 0) {
    const over = ordered.map(({ name }) => name);
    const next = waiting.findLastIndex(({ needs }) => needs.every((name) => over.includes(name)));
    if (next < 0) throw new Error(`What ${waiting.map(({ name }) => name).join(", ")} need is not there`);
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}
