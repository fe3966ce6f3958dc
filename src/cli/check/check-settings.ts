import { basename, dirname, resolve } from "node:path";
import { Failure } from "../../diagnostics/failure.ts";
import { namesByCode } from "../../diagnostics/names.ts";
import type { Severity } from "../../diagnostics/types.ts";
import { type ConfigFile, configText } from "../../disk/find-config.ts";
import { readText } from "../../disk/read-file.ts";
import { type Baseline, readBaseline } from "../../policy/baseline.ts";
import { type CheckConfig, configPlaces, type Severities } from "../../policy/config.ts";
import { readConfig } from "../../policy/read-config.ts";
import { type Selection, unknownSelectors } from "../../policy/selection.ts";
import { allRules } from "../../rules/all-rules.ts";
import { findInterpreter, type Interpreter } from "../../run/find-interpreter.ts";
import { nearestConfig } from "../nearest-config.ts";
import type { CheckOptions } from "./check-options.ts";

/** How notebooks are checked: configuration and command line together; plain data, the same for each notebook. */
export interface CheckSettings {
  /** Folder of the configuration file, else the current one: what globs count from. */
  readonly root: string;
  readonly selection: Selection;
  readonly exclude: readonly string[];
  /** Whether that holds for files that are named, too. */
  readonly forceExclude: boolean;
  readonly failOn: Severity | "never";
  /** Where the baseline is, and what it says; null when none is used. */
  readonly baselineFile: string | null;
  readonly baseline: Baseline | null;
  /** Null when none was chosen. */
  readonly python: Interpreter | null;
}

/** Reads the configuration that counts in the current folder. Failures: `bad-config`, `bad-baseline`, `unknown-rule`. */
export async function checkSettings(options: CheckOptions): Promise<CheckSettings> {
  const { config, folder } = options.config === false ? nothing() : findConfig(options.config);
  const python = options.python ?? (config.python === undefined ? null : resolve(folder, config.python));
  const baselineFile = options.baseline ?? (config.baseline === undefined ? null : resolve(folder, config.baseline));
  const selection: Selection = {
    select: options.select ?? config.select ?? [],
    ignore: [...(config.ignore ?? []), ...(options.ignore ?? [])],
    severity: { ...config.severity, ...options.severity },
    overrides: config.overrides ?? [],
    minSeverity: options.minSeverity ?? config["min-severity"] ?? "info",
  };
  requireKnown(selection);
  return {
    root: folder,
    selection,
    exclude: [...(config.exclude ?? []), ...(options.exclude ?? [])],
    forceExclude: options.forceExclude ?? config["force-exclude"] ?? false,
    failOn: options.failOn ?? config["fail-on"] ?? "warning",
    baselineFile,
    baseline:
      baselineFile === null || options.writeBaseline ? null : readBaseline(readText(baselineFile), baselineFile),
    python: python === null ? null : await findInterpreter(python),
  };
}

function nothing(): { config: CheckConfig; folder: string } {
  return { config: {}, folder: resolve(".") };
}

/** The named file, else the nearest one above the current folder that says something. */
function findConfig(named: string | undefined): { config: CheckConfig; folder: string } {
  if (named === undefined) {
    const { config, folder, trouble } = nearestConfig(resolve("."));
    if (trouble !== null) throw new Failure("bad-config", trouble, CONFIG_HINT);
    return { config: config.check ?? {}, folder };
  }
  const { folder, file, text } = namedFile(named);
  const config = readConfig(text, file);
  if (config === null) throw new Failure("bad-config", `${named} holds no configuration of Cellwright.`);
  return { config: config.check ?? {}, folder };
}

const CONFIG_HINT = "docs/check.md describes the configuration, docs/schemas/config.schema.json is its schema";

function namedFile(path: string): ConfigFile {
  const name = basename(path);
  const isKnown = configPlaces.some(({ file }) => file === name);
  const file = isKnown ? name : `cellwright${/\.toml$/.test(name) ? ".toml" : ".yaml"}`;
  return { folder: dirname(resolve(path)), file, text: configText(path) };
}

function requireKnown({ select, ignore, severity, overrides }: Selection): void {
  const known = [...allRules, ...Object.entries(namesByCode).map(([code, name]) => ({ code, name }))];
  const severities: readonly Severities[] = [severity, ...overrides.map((one) => one.severity ?? {})];
  const selectors = [
    ...select,
    ...ignore,
    ...overrides.flatMap((one) => one.ignore ?? []),
    ...severities.flatMap((one) => Object.keys(one)),
  ];
  const [unknown] = unknownSelectors(selectors, known);
  if (unknown !== undefined)
    throw new Failure("unknown-rule", `There is no rule ${unknown}.`, "`cellwright explain` lists them all.");
}
