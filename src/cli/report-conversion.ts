import type { Diagnostic } from "../diagnostics/types.ts";
import type { Runner } from "../project/runner.ts";
import type { Style } from "../project/style.ts";
import type { Project } from "../project/types.ts";
import { counted } from "../report/counted.ts";
import { diagnosticReport } from "../report/diagnostic-report.ts";
import { nextLines } from "../report/next-lines.ts";
import { renderDiagnostics } from "../report/render-diagnostics.ts";
import type { PlannedSource, PlannedSources } from "./notebooks/plan-sources.ts";

/** What a conversion came to; `project` is null when nothing was written. */
export interface ConvertOutcome {
  readonly planned: PlannedSources;
  /** Of generating. */
  readonly diagnostics: readonly Diagnostic[];
  readonly project: Project | null;
  readonly style?: Style;
}

interface ReportOptions {
  readonly output: string;
  readonly dryRun?: boolean;
  /** The runner that was asked for by name. */
  readonly runner?: Runner;
  readonly json?: boolean;
}

/**
 * Tells the outcome of `cellwright convert`: as JSON, or in words with diagnostics apart from the result. Gives the exit code: 2 when
 * a notebook could not be read.
 */
export function reportConversion(outcome: ConvertOutcome, options: ReportOptions): number {
  if (options.json) process.stdout.write(`${JSON.stringify(jsonOutcome(outcome, options.output), null, 2)}\n`);
  else tell(outcome, options);
  if (outcome.project !== null) return 0;
  return outcome.planned.sources.some(({ planned }) => planned === null) ? 2 : 1;
}

function jsonOutcome({ planned, diagnostics, project }: ConvertOutcome, output: string) {
  const { sources } = planned;
  const own = sources.flatMap((source) => diagnosticsOf(source, sources.length > 1));
  const joint = [...planned.diagnostics, ...diagnostics].map((one) => diagnosticReport(one, null));
  return {
    version: 1,
    converted: project !== null,
    output,
    package: project?.package ?? null,
    runner: project?.runner ?? null,
    steps: stepNames(planned),
    ...(sources.length > 1 && { notebooks: sources.map(({ source }) => source.path) }),
    files: project?.files.map((file) => file.path) ?? [],
    diagnostics: [...own, ...joint],
  };
}

/** What is said of one notebook; of which one, where there are several. */
function diagnosticsOf({ source, planned, diagnostics }: PlannedSource, isOneOfSeveral: boolean) {
  const place = isOneOfSeveral ? { notebook: source.path } : {};
  return diagnostics.map((one) => ({ ...diagnosticReport(one, planned?.notebook ?? null), ...place }));
}

/** In the project where there is one; else as the notebooks have them. */
function stepNames({ sources, notebooks }: PlannedSources): readonly string[] {
  const graphs =
    notebooks.length > 0 ? notebooks.map(({ graph }) => graph) : sources.flatMap(({ planned }) => planned?.graph ?? []);
  return graphs.flatMap(({ steps }) => steps.map(({ name }) => name));
}

/** Writes what there is to say of notebooks to standard error. */
export function tellDiagnostics({ planned, diagnostics }: Pick<ConvertOutcome, "planned" | "diagnostics">): void {
  const groups = planned.sources.map((source) => ({
    about: source.planned?.notebook ?? null,
    said: source.diagnostics,
  }));
  for (const { about, said } of [...groups, { about: null, said: [...planned.diagnostics, ...diagnostics] }])
    if (said.length > 0) process.stderr.write(`${renderDiagnostics(said, about)}\n`);
}

function tell(outcome: ConvertOutcome, { output, dryRun, runner }: ReportOptions): void {
  const { planned, project, style } = outcome;
  tellDiagnostics(outcome);
  if (project === null) {
    process.stderr.write("Nothing was written: the errors above stand in the way.\n");
    return;
  }
  const files = counted(project.files.length, "file");
  const steps = counted(stepNames(planned).length, "step");
  const verb = dryRun ? "Would write" : "Wrote";
  process.stdout.write(`${verb} ${files} to ${output}: ${steps} in src/${project.package}/steps\n`);
  if (dryRun) process.stdout.write(`${project.files.map((file) => `  ${file.path}`).join("\n")}\n`);
  else process.stdout.write(`\n${nextLines(output, `uv run python -m ${project.package} run`).join("\n")}\n`);
  const [reason] = project.beyondSmall;
  if (style === "minimal" && runner === undefined && reason !== undefined)
    process.stdout.write(`\nIt has the full runner: ${reason}.\n`);
  if (style === "minimal" && !dryRun)
    process.stdout.write(`\nImage, CI, hooks, tasks, a notebook to explore: cellwright upgrade ${output}\n`);
}
