import type { Severity } from "../diagnostics/types.ts";
import { readText } from "../disk/read-file.ts";
import { matters } from "../policy/matters.ts";
import { mergeReports } from "../policy/merge-reports.ts";
import { readReport } from "../policy/read-report.ts";
import type { CheckFormat } from "./check/check-options.ts";
import { giveReport } from "./check/give-report.ts";

interface ReportOptions {
  readonly format?: CheckFormat;
  readonly output?: string;
  readonly failOn?: Severity | "never";
}

/** `cellwright report`: several reports as one; exit codes as those of `check`. */
export async function runReport(files: readonly string[], options: ReportOptions): Promise<number> {
  const merged = mergeReports(files.map((file) => readReport(readText(file), file)));
  await giveReport(merged, options);
  return matters(merged, options.failOn ?? "warning") ? 1 : 0;
}
