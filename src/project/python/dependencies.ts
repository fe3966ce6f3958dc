import type { StepGraph } from "../../plan/types.ts";

/** What is installed in an interpreter, by import name. */
export interface InstalledModule {
  readonly distribution: string;
  readonly version: string;
}

/** Where imported modules come from. */
export interface DependencySources {
  readonly standardLibrary: ReadonlySet<string>;
  /** Curated table for modules whose distribution has another name. */
  readonly distributions: ReadonlyMap<string, string>;
  /** From the metadata of the chosen interpreter; empty when there is none. */
  readonly installed: ReadonlyMap<string, InstalledModule>;
  /** Modules and packages that lie beside the notebook. */
  readonly local: ReadonlySet<string>;
}

/** A requirement of the generated project. */
export interface Dependency {
  readonly distribution: string;
  /** Exact version, or null when no environment tells. */
  readonly version: string | null;
  /** Imported name that asks for it; null for what the project's own runner needs. */
  readonly module: string | null;
}

/** Stands for values that the notebook shows, which are written as IPython writes them. */
const SHOWN_VALUES = "(shown values)";

/** What the runner itself needs always, and what it needs for values of certain libraries. */
const RUNNER_NEEDS: readonly {
  readonly distribution: string;
  readonly module: string;
  readonly when: readonly string[] | null;
}[] = [
  { distribution: "cloudpickle", module: "cloudpickle", when: null },
  { distribution: "pydantic", module: "pydantic", when: null },
  { distribution: "pyarrow", module: "pyarrow", when: ["pandas", "geopandas"] },
  { distribution: "ipython", module: "IPython", when: [SHOWN_VALUES] },
  { distribution: "joblib", module: "joblib", when: ["sklearn"] },
];

/** The requirements of a pipeline: what the notebook imports and what the runner needs for it. */
export function dependenciesOf(graph: StepGraph, sources: DependencySources): readonly Dependency[] {
  const found = new Map<string, Dependency>();
  const add = (module: string, distribution: string | undefined, asked: string | null) => {
    const installed = sources.installed.get(module);
    const name = normalise(installed?.distribution ?? distribution ?? sources.distributions.get(module) ?? module);
    if (!found.has(name)) found.set(name, { distribution: name, version: installed?.version ?? null, module: asked });
  };
  for (const module of graph.modules) {
    if (sources.standardLibrary.has(module) || sources.local.has(module)) continue;
    add(module, undefined, module);
  }
  for (const { distribution, module, when } of RUNNER_NEEDS) {
    if (when === null || when.some((one) => (one === SHOWN_VALUES ? graph.shows : graph.modules.includes(one))))
      add(module, distribution, null);
  }
  return [...found.values()].sort((a, b) => (a.distribution < b.distribution ? -1 : 1));
}

/** Name of a distribution in its normal form (PEP 503). */
function normalise(name: string): string {
  return name.replace(/[-_.]+/g, "-").toLowerCase();
}
