/** What an engine is tried on: a project of its own, and an environment that has the engine. */
export interface TrialProject {
  /** A copy of the generated project, with this engine's folder in `orchestration` and no runs. */
  readonly folder: string;
  readonly package: string;
  /** Folder of the programs in the engine's environment: `python`, `airflow`, ... */
  readonly bin: string;
  /** For files that the engine keeps; empty. */
  readonly scratch: string;
  /**
   * Runs a program (a name is looked for in `bin`) in the project's folder. Steps run with the project's own interpreter.
   * Throws when it ends with another code than 0 or takes longer than `seconds` (600 unless told).
   */
  exec(program: string, args: readonly string[], options?: ExecOptions): Promise<string>;
}

/** How a program is run. */
export interface ExecOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly seconds?: number;
}

/** How an engine runs a project to its end. */
export interface Trial {
  /** The name of the target. */
  readonly name: string;
  /** Part of the usual tests, not only of `npm run engines`. */
  readonly inTests: boolean;
  /** What is only checked for form, said as such: `"lint"`; `"run"` when steps really run. */
  readonly kind: "run" | "lint";
  /** What takes the place of something that cannot be had here, where steps run: told with the outcome. */
  readonly standIn?: string;
  /** Runs the project; returns the id of the run in `runs` (for `lint`: what was checked). */
  run(project: TrialProject): Promise<string>;
}
