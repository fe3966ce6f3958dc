import type { Diagnostic } from "../diagnostics/types.ts";
import type { PlannedNotebook } from "../pipeline.ts";
import type { Style } from "../project/style.ts";
import type { Project } from "../project/types.ts";
import { counted } from "../report/counted.ts";
import { diagnosticReport } from "../report/diagnostic-report.ts";
import { renderDiagnostics } from "../report/render-diagnostics.ts";

/** What a conversion came to; `project` is null when nothing was written. */
export interface ConvertOutcome {
  readonly planned: PlannedNotebook | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly project: Project | null;
  readonly style?: Style;
}

interface ReportOptions {
  readonly output: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Tells the outcome of `cellwright convert`: as JSON, or in words with diagnostics apart from the result. */
export function reportConversion(outcome: ConvertOutcome, options: ReportOptions): void {
  if (options.json) process.stdout.write(`${JSON.stringify(jsonOutcome(outcome, options.output), null, 2)}\n`);
  else tell(outcome, options);
}

function jsonOutcome({ planned, diagnostics, project }: ConvertOutcome, output: string) {
  const notebook = planned?.notebook ?? null;
  return {
    version: 1,
    converted: project !== null,
    output,
    package: project?.package ?? null,
    steps: planned?.graph.steps.map((step) => step.name) ?? [],
    files: project?.files.map((file) => file.path) ?? [],
    diagnostics: diagnostics.map((one) => diagnosticReport(one, notebook)),
  };
}

function tell({ planned, diagnostics, project, style }: ConvertOutcome, { output, dryRun }: ReportOptions): void {
  if (diagnostics.length > 0) process.stderr.write(`${renderDiagnostics(diagnostics, planned?.notebook ?? null)}\n`);
  if (project === null) {
    process.stderr.write("Nothing was written: the errors above stand in the way.\n");
    return;
  }
  const files = counted(project.files.length, "file");
  const steps = counted(planned?.graph.steps.length ?? 0, "step");
  const verb = dryRun ? "Would write" : "Wrote";
  process.stdout.write(`${verb} ${files} to ${output}: ${steps} in src/${project.package}/steps\n`);
  if (dryRun) process.stdout.write(`${project.files.map((file) => `  ${file.path}`).join("\n")}\n`);
  else process.stdout.write(`\nNext:\n  cd ${output}\n  uv run python -m ${project.package} run\n`);
  if (style === "minimal" && !dryRun)
    process.stdout.write(`\nImage, CI, hooks, tasks, a notebook to explore: cellwright upgrade ${output}\n`);
}
