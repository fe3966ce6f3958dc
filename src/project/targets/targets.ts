/** An engine that can run the steps of a project. */
export interface Target {
  /** As a user writes it, and the name of its folder in `orchestration`. */
  readonly name: string;
  readonly title: string;
  /** Its files in that folder, each with a template `python/targets/<name>/<file>`. `README.md` says how to use it. */
  readonly files: readonly string[];
}

/** All engines, in the order in which they are listed. */
export const targets: readonly Target[] = [
  { name: "airflow", title: "Apache Airflow", files: ["dag.py", "README.md"] },
];
