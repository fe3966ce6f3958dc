import type { Severity } from "../diagnostics/types.ts";

/** Severity by code, family (`CW1`) or name of a rule. */
export type Severities = Readonly<Record<string, Severity | "off">>;

/** What `cellwright.yaml` and its like say below `check`; described by `docs/schemas/config.schema.json`. */
export interface CheckConfig {
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  readonly severity?: Severities;
  readonly exclude?: readonly string[];
  /** Whether `exclude` holds for files that are named, too. */
  readonly "force-exclude"?: boolean;
  readonly "fail-on"?: Severity | "never";
  /** What weighs less is not told. */
  readonly "min-severity"?: Severity;
  readonly baseline?: string;
  readonly python?: string;
  readonly overrides?: readonly {
    readonly paths: readonly string[];
    readonly ignore?: readonly string[];
    readonly severity?: Severities;
  }[];
}

/** A configuration file: the whole of it. */
export interface Config {
  readonly check?: CheckConfig;
}

/** The keys of a file that hold our configuration; an empty list: the whole file. */
export const configPlaces: readonly { readonly file: string; readonly keys: readonly string[] }[] = [
  { file: "cellwright.yaml", keys: [] },
  { file: "cellwright.yml", keys: [] },
  { file: "pyproject.toml", keys: ["tool", "cellwright"] },
  { file: "package.json", keys: ["cellwright"] },
];
