import { topLevel } from "../../base/dotted-path.ts";
import { normalName } from "../../base/normal-name.ts";
import type { Diagnostic } from "../../diagnostics/types.ts";
import type { LoadedPath, StepGraph } from "../../plan/types.ts";
import type { Io } from "../io/io.ts";
import type { Style } from "../style.ts";

/** What is installed in an interpreter, by import name. */
export interface InstalledModule {
  readonly distribution: string;
  readonly version: string;
}

/** Where imported modules come from. */
export interface DependencySources {
  readonly standardLibrary: ReadonlySet<string>;
  /** Curated table for modules whose distribution has another name; dotted paths for parts of shared packages. */
  readonly distributions: ReadonlyMap<string, string>;
  /** From the metadata of the chosen interpreter; empty when there is none. */
  readonly installed: ReadonlyMap<string, InstalledModule>;
  /** Modules and packages that lie beside the notebook. */
  readonly local: ReadonlySet<string>;
  /** What those import themselves. */
  readonly loadedByLocal: readonly LoadedPath[];
}

/** A requirement of the generated project. */
export interface Dependency {
  readonly distribution: string;
  /** Exact version, or null when no environment tells. */
  readonly version: string | null;
  /** Imported name that asks for it; null for what the project's own runner needs, or the notebook installs. */
  readonly module: string | null;
  /** What the notebook's own install asks for beside the name: `[extra]>=2`, ` @ git+https://...`. */
  readonly asked?: string;
}

/** Stands for values that the notebook shows, which are written as IPython writes them. */
const SHOWN_VALUES = "(shown values)";

/** Stands for the folder `conf`. */
const CONFIGURATION = "(configuration)";

/** Stands for tables that were seen, for which there are schemas. */
const SCHEMAS = "(schemas)";

/** Stands for tables that dynamic(i/o) reads and writes. */
const DYNAMICIO = "(dynamicio)";

/** What the runner itself needs always, and what it needs for values of certain libraries. */
const RUNNER_NEEDS: readonly {
  readonly distribution: string;
  readonly module: string;
  readonly when: readonly string[] | null;
  /** Distributions whose values it is for, which only the full runner stores in forms of their own. */
  readonly fullFor?: readonly string[];
  /** The oldest version that will do, where no environment tells. */
  readonly least?: string;
}[] = [
  { distribution: "cloudpickle", module: "cloudpickle", when: null },
  { distribution: "pydantic", module: "pydantic", when: null },
  { distribution: "pyarrow", module: "pyarrow", when: ["pandas", "geopandas"], fullFor: ["pandas", "geopandas"] },
  { distribution: "ipython", module: "IPython", when: [SHOWN_VALUES] },
  { distribution: "joblib", module: "joblib", when: ["sklearn"], fullFor: ["scikit-learn"] },
  { distribution: "pyyaml", module: "yaml", when: [CONFIGURATION] },
  { distribution: "pandera", module: "pandera", when: [SCHEMAS], least: "0.24" },
  { distribution: "dynamicio", module: "dynamicio", when: [DYNAMICIO], least: "9.1" },
];

/** Tools that install packages: notebooks bring them up to date, pipelines do not need them. */
const INSTALLERS = new Set(["pip", "uv", "wheel"]);

/** What of a plan says what it needs. */
type NeedyGraph = Pick<StepGraph, "modules" | "loaded" | "ownModules" | "needs" | "installs" | "shows">;

/** The requirements of a pipeline: what the notebook imports and installs, and what the runner needs for it. */
export function dependenciesOf(
  graph: NeedyGraph,
  sources: DependencySources,
  style: Style = "minimal",
  hasSchemas = false,
  io: Io = "pandas",
): readonly Dependency[] {
  const reasons = new Set([
    ...(io === "dynamicio" ? [DYNAMICIO] : []),
    ...(hasSchemas ? [SCHEMAS] : []),
    ...graph.modules,
    ...(graph.shows ? [SHOWN_VALUES] : []),
    ...(style === "production" ? [CONFIGURATION] : []),
  ]);
  const found = new Map<string, Dependency>();
  const add = (dependency: Dependency) => {
    if (!found.has(dependency.distribution)) found.set(dependency.distribution, dependency);
  };
  for (const { dependency, isNeeded } of foreignModules(graph, sources)) if (isNeeded) add(dependency);
  for (const modules of graph.needs) for (const dependency of oneOf(modules, sources)) add(dependency);
  for (const { distribution, module, when, least } of RUNNER_NEEDS) {
    if (when !== null && !when.some((one) => reasons.has(one))) continue;
    const dependency = { ...dependencyFor(module, sources, distribution), module: null };
    add(least === undefined || dependency.version !== null ? dependency : { ...dependency, asked: `>=${least}` });
  }
  for (const requirement of graph.installs) addInstalled(requirement, found, sources);
  return [...found.values()].sort((a, b) => (a.distribution < b.distribution ? -1 : 1));
}

/** The dependencies without what only the full runner needs. */
export function withoutFullNeeds(dependencies: readonly Dependency[]): readonly Dependency[] {
  const full = new Set(RUNNER_NEEDS.flatMap(({ distribution, fullFor }) => (fullFor ? [distribution] : [])));
  return dependencies.filter(({ distribution, module }) => module !== null || !full.has(distribution));
}

/** The dependencies of a project that is there already, with what the full runner needs for their values, of any version. */
export function withFullNeeds(dependencies: readonly Dependency[]): readonly Dependency[] {
  const known = distributionsOf(dependencies);
  return withNeeds(dependencies, ({ fullFor = [] }) => fullFor.some((one) => known.has(one)));
}

/** The same with what reading the folder `conf` needs, of any version. */
export function withConfigurationNeeds(dependencies: readonly Dependency[]): readonly Dependency[] {
  return withNeeds(dependencies, ({ when }) => when?.includes(CONFIGURATION) === true);
}

function distributionsOf(dependencies: readonly Dependency[]): ReadonlySet<string> {
  return new Set(dependencies.map(({ distribution }) => normalName(distribution)));
}

function withNeeds(
  dependencies: readonly Dependency[],
  isNeeded: (need: (typeof RUNNER_NEEDS)[number]) => boolean,
): readonly Dependency[] {
  const known = distributionsOf(dependencies);
  const needed = RUNNER_NEEDS.filter((need) => isNeeded(need) && !known.has(need.distribution));
  const added = needed.map(({ distribution }) => ({ distribution, version: null, module: null }));
  return [...dependencies, ...added].sort((a, b) => (a.distribution < b.distribution ? -1 : 1));
}

/** The same with what checking tables needs, in the version that is installed, if any is. */
export function withSchemaNeeds(dependencies: readonly Dependency[], version: string | null): readonly Dependency[] {
  const [need] = RUNNER_NEEDS.filter(({ when }) => when?.includes(SCHEMAS));
  if (need === undefined || dependencies.some((one) => normalName(one.distribution) === need.distribution))
    return dependencies;
  const added = { distribution: need.distribution, version, module: null };
  const asked = version === null ? { asked: `>=${need.least}` } : {};
  return [...dependencies, { ...added, ...asked }].sort((a, b) => (a.distribution < b.distribution ? -1 : 1));
}

/** A requirement as text (PEP 508). An exact version from an environment counts more than what the notebook asks for. */
export function requirementText({ distribution, version, asked = "" }: Dependency): string {
  if (version === null) return `${distribution}${asked}`;
  return `${distribution}${/^\[[^\]]*\]/.exec(asked)?.[0] ?? ""}==${version}`;
}

/** CW601 and CW603. The former: modules that the project does not ask for, as the notebook does without them and they are not installed. */
export function dependencyDiagnostics(graph: NeedyGraph, sources: DependencySources): readonly Diagnostic[] {
  const asked = new Set(dependenciesOf(graph, sources).map(({ distribution }) => distribution));
  const left = foreignModules(graph, sources).filter(({ dependency }) => !asked.has(dependency.distribution));
  const optional: readonly Diagnostic[] = [
    ...new Map(left.map(({ dependency }) => [dependency.distribution, dependency.module])).entries(),
  ].map(([distribution, module]) => ({
    code: "CW601",
    severity: "info",
    message: `The notebook does without \`${module}\` where it is missing, and it is not installed here: the project does not ask for it.`,
    hint: `To have it, install \`${distribution}\` and convert again, or add it to \`pyproject.toml\`.`,
  }));
  return [...optional, ...notPinned(graph, sources)];
}

/** CW603: dependencies without a version, as they are not installed where versions were looked for. */
function notPinned(graph: NeedyGraph, sources: DependencySources): readonly Diagnostic[] {
  const open = dependenciesOf(graph, sources).filter(
    ({ module, version, asked = "" }) => module !== null && version === null && asked === "",
  );
  if (open.length === 0) return [];
  return [
    {
      code: "CW603",
      severity: "warning",
      message: `The project does not say which versions it needs of ${open.map(({ distribution }) => `\`${distribution}\``).join(", ")}: they are not installed in the Python that was asked.`,
      hint: "Name the Python of the notebook with `--python`, or lock the versions of today with `--lock`.",
    },
  ];
}

/** Modules that come from distributions, and whether the pipeline cannot do without them. */
function foreignModules(
  graph: NeedyGraph,
  sources: DependencySources,
): readonly { readonly dependency: Dependency; readonly isNeeded: boolean }[] {
  const written = new Set(graph.ownModules);
  return [...graph.loaded, ...sources.loadedByLocal]
    .filter(({ path }) => {
      const module = topLevel(path);
      return !sources.standardLibrary.has(module) && !sources.local.has(module) && !written.has(module);
    })
    .map(({ path, optional }) => {
      const dependency = dependencyFor(path, sources);
      return { dependency, isNeeded: !optional || dependency.version !== null };
    });
}

/** The first of some modules that is installed; the first of all where nobody knows what is. */
function oneOf(modules: readonly string[], sources: DependencySources): readonly Dependency[] {
  const found = modules.find((module) => sources.installed.has(module));
  const chosen = sources.installed.size > 0 ? found : modules[0];
  return chosen === undefined ? [] : [dependencyFor(chosen, sources)];
}

/** The distribution that gives a module: by the longest part of its path that the table has, else as it is installed. */
function dependencyFor(path: string, { distributions, installed }: DependencySources, usual?: string): Dependency {
  const module = topLevel(path);
  const parts = path.split(".");
  for (let length = parts.length; length > 1; length--) {
    const listed = distributions.get(parts.slice(0, length).join("."));
    if (listed === undefined) continue;
    const distribution = normalName(listed);
    return { distribution, version: versionOf(distribution, installed), module };
  }
  const there = installed.get(module);
  const distribution = normalName(there?.distribution ?? usual ?? distributions.get(module) ?? module);
  return { distribution, version: there?.version ?? null, module };
}

function versionOf(distribution: string, installed: DependencySources["installed"]): string | null {
  for (const one of installed.values()) if (normalName(one.distribution) === distribution) return one.version;
  return null;
}

/** Adds what the notebook installs by name, or says what it asks of a package that it imports as well. */
function addInstalled(requirement: string, found: Map<string, Dependency>, { installed }: DependencySources): void {
  const [, name, asked = ""] = /^([A-Za-z0-9][A-Za-z0-9._-]*)(.*)$/s.exec(requirement.trim()) ?? [];
  if (name === undefined) return;
  const distribution = normalName(name);
  if (INSTALLERS.has(distribution)) return;
  const known = found.get(distribution) ?? { distribution, version: versionOf(distribution, installed), module: null };
  found.set(distribution, asked === "" ? known : { ...known, asked });
}
