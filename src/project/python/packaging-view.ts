import { stringLiteral } from "../../languages/python/emit/string-literal.ts";
import { LINE_WIDTH } from "../line-width.ts";
import type { SharedContext } from "../project-context.ts";
import { requirementText } from "./dependencies.ts";

/** The oldest minor version of Python 3 that the runner needs. */
const OLDEST_MINOR = 10;

/** The version of uv that images are built with. */
const UV_VERSION = "0.13.9";

/** Tools for working on a project, with the versions that do. A minor version of Ruff formats as ours does. */
const TOOLS: Readonly<Record<string, string>> = {
  ipykernel: ">=6.29,<8",
  nbclient: ">=0.10,<1",
  pyright: ">=1.1.400,<2",
  pytest: ">=8,<10",
  "pytest-cov": ">=6,<8",
  ruff: ">=0.17,<0.18",
};

/** What Python packages need of the system, which slim images lack: distribution -> packages of Debian. */
const SYSTEM_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  graphviz: ["graphviz"],
  lightgbm: ["libgomp1"],
  "opencv-contrib-python": ["libgl1", "libglib2.0-0"],
  "opencv-python": ["libgl1", "libglib2.0-0"],
  pydot: ["graphviz"],
  pyodbc: ["unixodbc"],
};

/** What the templates of the project's metadata, image, CI and tasks show. */
export interface PackagingView {
  readonly package: string;
  readonly project: string;
  readonly description: string;
  readonly isProduction: boolean;
  readonly hasNotebook: boolean;
  /** Folders and modules that keep their style: Python code that was copied. */
  readonly unstyled: readonly string[];
  readonly isSmall: boolean;
  readonly lineWidth: number;
  readonly dependencies: readonly string[];
  readonly tools: readonly string[];
  /** It can serve predictions, with what the extra `serve` brings. */
  readonly hasModels: boolean;
  /** The oldest Python that it can be installed in, as `>=3.10`. */
  readonly requiresPython: string;
  /** That version alone, as `3.10`. */
  readonly python: string;
  readonly uv: string;
  /** Some dependency is named by its address. */
  readonly hasDirectReference: boolean;
  /** Packages of Debian that installing takes, and that running takes; empty for none. */
  readonly buildPackages: string;
  readonly systemPackages: string;
}

/** The view of a project's metadata, and of what is made of it. */
export function packagingView(
  context: SharedContext,
  notebookNames: readonly string[],
  hasModels = false,
): PackagingView {
  const { dependencies, style } = context;
  const own = new Set(dependencies.map(({ distribution }) => distribution));
  const oldest = `3.${oldestMinor(context)}`;
  const system = new Set(dependencies.flatMap(({ distribution }) => SYSTEM_PACKAGES[distribution] ?? []));
  return {
    package: context.package,
    project: context.package.replaceAll("_", "-"),
    description: stringLiteral(
      notebookNames.length === 0 ? "Pipeline" : `Pipeline made from ${notebookNames.join(" and ")}`,
    ),
    isProduction: style === "production",
    hasNotebook: notebookNames.length > 0,
    unstyled: ["notebooks", "files", ...context.names.beside.map((name) => `src/${name}`)].map(stringLiteral),
    isSmall: context.runner === "small",
    lineWidth: LINE_WIDTH,
    dependencies: dependencies.map((one) => stringLiteral(requirementText(one))),
    tools: Object.entries(TOOLS)
      .filter(([name]) => !own.has(name))
      .map(([name, versions]) => stringLiteral(`${name}${versions}`)),
    hasModels,
    requiresPython: `>=${oldest}`,
    python: oldest,
    uv: UV_VERSION,
    hasDirectReference: dependencies.some(({ asked = "" }) => asked.includes("@")),
    buildPackages: dependencies.some(({ asked = "" }) => asked.includes("git+")) ? "git" : "",
    systemPackages: [...system].sort().join(" "),
  };
}

/** Versions that are pinned may not be there for an older Python than the one that they were found in. */
function oldestMinor({ dependencies, pythonVersion }: SharedContext): number {
  const isPinned = dependencies.some(({ version }) => version !== null);
  const minor = Number(/^3\.(\d+)/.exec(pythonVersion ?? "")?.[1] ?? OLDEST_MINOR);
  return isPinned ? Math.max(minor, OLDEST_MINOR) : OLDEST_MINOR;
}
