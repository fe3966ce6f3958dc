import type { Severity } from "../../diagnostics/types.ts";

/** Forms of a report. */
export const checkFormats = ["text", "json", "sarif", "junit", "github", "markdown", "html"] as const;
/** See {@link checkFormats}. */
export type CheckFormat = (typeof checkFormats)[number];

/** Options of `cellwright check`. */
export interface CheckOptions {
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  readonly severity?: Readonly<Record<string, Severity | "off">>;
  readonly exclude?: readonly string[];
  readonly forceExclude?: boolean;
  readonly allowEmpty?: boolean;
  readonly minSeverity?: Severity;
  readonly failOn?: Severity | "never";
  /** A file; false with `--no-config`. */
  readonly config?: string | false;
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
  readonly python?: string;
  readonly format?: CheckFormat;
  /** Further reports: form and file. */
  readonly report?: readonly { readonly format: CheckFormat; readonly file: string }[];
  readonly output?: string;
  readonly fix?: boolean;
  readonly unsafeFixes?: boolean;
  readonly changedSince?: string;
  /** Number of processes that read notebooks. */
  readonly jobs?: number;
  /** Seconds for one notebook, where several are checked at the same time. */
  readonly notebookTimeout?: number;
  readonly shard?: { readonly index: number; readonly count: number };
  /** False with `--no-cache`. */
  readonly cache?: boolean;
  readonly run?: boolean;
  readonly timeout?: number;
  readonly totalTimeout?: number;
  readonly memory?: number;
  readonly network?: boolean;
  readonly repeat?: number;
  readonly rtol?: number;
  readonly atol?: number;
  readonly set?: Readonly<Record<string, string>>;
}
