import { jointGraph } from "../../plan/several/joint-graph.ts";
import type { SharedContext } from "../project-context.ts";
import type { ProjectNotebook } from "../project-notebook.ts";
import type { ProjectFile } from "../types.ts";
import type { PipelineView } from "./module-views.ts";

/** What rows of the step table may say for the small runner. */
const FIELDS: ReadonlySet<string> = new Set([
  "title",
  "inputs",
  "parameters",
  "outputs",
  "metrics",
  "after",
  "settings",
  "reads",
  "writes",
  "draws",
  "asynchronous",
]);

/** What modules may import of the small runner, as `module.name`. */
const NAMES: ReadonlySet<string> = new Set([
  "display.show",
  "display.display",
  "display.end_cell",
  "random_state.random_state_kept",
  "table.Step",
  "terminal.run_shell",
  "terminal.shell_lines",
  "terminal.write_file",
]);

/**
 * Libraries whose values the small runner stores and shows as they are: they show nothing by themselves but through
 * matplotlib, and keep no state outside of their values but what settings and the global random generators hold.
 */
const LIBRARIES: ReadonlySet<string> = new Set([
  "PIL",
  "arch",
  "bs4",
  "category_encoders",
  "cycler",
  "dateutil",
  "imblearn",
  "joblib",
  "lightgbm",
  "linearmodels",
  "lmfit",
  "lxml",
  "matplotlib",
  "missingno",
  "mlxtend",
  "mpl_toolkits",
  "networkx",
  "nltk",
  "numba",
  "numpy",
  "openpyxl",
  "pandas",
  "patsy",
  "pingouin",
  "polars",
  "prettytable",
  "pyarrow",
  "pytz",
  "regex",
  "requests",
  "scipy",
  "seaborn",
  "shapely",
  "sklearn",
  "statsmodels",
  "tabulate",
  "uncertainties",
  "wordcloud",
  "xarray",
  "xgboost",
  "yaml",
]);

/** Parts of the standard library that start programs or threads, hold connections, or have state that a process cannot hand on. */
const STATEFUL: ReadonlySet<string> = new Set([
  "atexit",
  "builtins",
  "concurrent",
  "contextvars",
  "ctypes",
  "gc",
  "importlib",
  "locale",
  "multiprocessing",
  "shelve",
  "signal",
  "socket",
  "sqlite3",
  "subprocess",
  "tempfile",
  "threading",
  "tkinter",
]);

/** `"y ~ np.log(x)"`, but not `"y ~ C(x)"`, which the library of formulas has itself. */
const CALL_IN_FORMULA = /["'][^"'\n]*~[^"'\n]*\b(?![CIQ]\()[A-Za-z_][\w.]*\(/u;

/** Arrays whose memory others share in ways that take more than numpy's plain arrays: of records or objects, with masks, over bytes, of windows. */
const OTHER_ARRAYS = new RegExp(
  [
    String.raw`\b(?:np|numpy)\.(?:ma|rec)\b|\bmasked_\w+\(|\brecarray\b|\bto_records\(|\bfrombuffer\(`,
    String.raw`\bdtype\s*=\s*(?:\[\s*\(|["'][^"'\n]*,)|\b(?:np|numpy)\.dtype\(\s*[[{]|\bgenfromtxt\(.*\bnames=`,
    String.raw`^\s*(?:import|from) array\b|\b(?:np|numpy)\.(?:as)?mat(?:rix)?\(|\bas_strided\(|\bsliding_window_view\(`,
    String.raw`\b(?:np|numpy)\.\w+\(.*\bdtype\s*=\s*(?:object\b|["']O["'])`,
  ].join("|"),
  "mu",
);

/** A project as far as its modules with code and its step table are made. */
interface MadeModules {
  readonly modules: readonly ProjectFile[];
  readonly table: PipelineView;
}

/** Why the small runner does not do for a project, as sentences; none when it does. */
export function beyondSmall(
  notebooks: readonly ProjectNotebook[],
  { modules, table }: MadeModules,
  { names, package: own, style, needsFull = [] }: SharedContext,
): readonly string[] {
  const graph = jointGraph(notebooks);
  const fields = table.steps.flatMap((step) => step.fields.map(({ key }) => key)).filter((key) => !FIELDS.has(key));
  const imported = modules.flatMap(({ content }) => importsOfRunner(String(content), own));
  const libraries = graph.modules.filter(
    (name) => !LIBRARIES.has(name) && (STATEFUL.has(name) || !names.standardLibrary.has(name)),
  );
  const holds = (pattern: RegExp) => modules.some(({ content }) => pattern.test(String(content)));
  return [
    ...(holds(CALL_IN_FORMULA) ? ["a formula calls what a fitted model has to find again"] : []),
    ...(graph.namesLabels ? ["a name that the index of a table gets shows in other tables"] : []),
    ...(holds(/^\s+def __getattr__\(/mu)
      ? ["a class of the notebook answers for attributes that it does not have"]
      : []),
    ...(holds(/^\s+def __set__\(/mu)
      ? ["a class of the notebook has attributes that keep something for all instances"]
      : []),
    ...(holds(/^\s+nonlocal /mu) ? ["functions of the notebook share variables of a function"] : []),
    ...(holds(OTHER_ARRAYS)
      ? ["arrays of records, of objects, with masks, of windows or over bytes may share memory"]
      : []),
    ...(holds(/^\s*class \w+\([^)]*\bndarray\b/mu) ? ["a class of the notebook is a kind of array"] : []),
    ...(style === "production" ? ["the style production is built on the full one"] : []),
    ...needsFull,
    ...(notebooks.length > 1 ? ["the project has several notebooks"] : []),
    ...unique(fields).map((key) => `steps have \`${key}\``),
    ...unique(imported.filter((name) => !NAMES.has(name))).map((name) => `code of steps needs \`${name}\``),
    ...libraries.map((name) => `the notebook uses \`${name}\``),
  ];
}

/** Whether code of the project runs commands, or writes files, as cells of a notebook do. */
export function usesTerminal(modules: readonly ProjectFile[], own: string): boolean {
  return modules.some(({ content }) =>
    importsOfRunner(String(content), own).some((name) => name.startsWith("terminal.")),
  );
}

function importsOfRunner(text: string, own: string): readonly string[] {
  const found = text.matchAll(new RegExp(`^\\s*from ${own}\\.runtime\\.(\\w+) import ([^(\\n]+|\\([^)]*\\))`, "gmu"));
  return [...found].flatMap(([, module, list = ""]) =>
    (list.replace(/\bas \w+/gu, "").match(/\w+/gu) ?? []).map((name) => `${module}.${name}`),
  );
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
