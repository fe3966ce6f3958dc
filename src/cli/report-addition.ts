import type { ChangedLines } from "../base/changed-lines.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import type { LeftFile, UpgradedProject } from "../disk/upgrade-project.ts";
import { diagnosticReport } from "../report/diagnostic-report.ts";
import { nextLines } from "../report/next-lines.ts";
import { plainText } from "../report/plain-text.ts";
import { changedFileLines, LEFT_BECAUSE } from "../report/render-upgrade.ts";
import type { PlannedSources } from "./notebooks/plan-sources.ts";
import { tellDiagnostics } from "./report-conversion.ts";

/** A file that was left as it is, with the lines that the notebook needs in it. */
export interface FileToMend extends LeftFile {
  readonly lines: readonly ChangedLines[];
}

/** What bringing in a notebook came to. */
export interface AddOutcome {
  readonly target: string;
  /** With the notebook that was named as the only source. */
  readonly planned: PlannedSources;
  /** Null when something stood in the way. */
  readonly written: {
    readonly upgraded: UpgradedProject;
    readonly left: readonly FileToMend[];
    /** Of generating. */
    readonly diagnostics: readonly Diagnostic[];
    readonly package: string;
  } | null;
}

interface ReportOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** More lines of one file are not shown. */
const MOST_LINES = 60;

/** Tells the outcome of `cellwright add`; gives the exit code: 1 when the notebook has errors, or something is left to do. */
export function reportAddition(outcome: AddOutcome, options: ReportOptions): number {
  if (options.json) process.stdout.write(`${JSON.stringify(jsonOutcome(outcome), null, 2)}\n`);
  else tell(outcome, options);
  if (outcome.written !== null) return outcome.written.left.length > 0 ? 1 : 0;
  return outcome.planned.sources.some(({ planned }) => planned === null) ? 2 : 1;
}

function jsonOutcome({ target, planned, written }: AddOutcome) {
  const [own] = planned.sources;
  const said = [...planned.diagnostics, ...(written?.diagnostics ?? [])];
  return {
    version: 1,
    added: written !== null,
    output: target,
    package: written?.package ?? null,
    steps: stepNames(planned),
    files: written === null ? [] : [...written.upgraded.created, ...written.upgraded.replaced].sort(),
    removed: written?.upgraded.removed ?? [],
    left: written?.left ?? [],
    diagnostics: [
      ...(own?.diagnostics ?? []).map((one) => diagnosticReport(one, own?.planned?.notebook ?? null)),
      ...said.map((one) => diagnosticReport(one, null)),
    ],
  };
}

/** The steps of the notebook, by their names in the project. */
function stepNames({ sources: [own], notebooks }: PlannedSources): readonly string[] {
  const graph = notebooks.find(({ label }) => label === own?.label)?.graph ?? own?.planned?.graph;
  return graph?.steps.map(({ name }) => name) ?? [];
}

function tell({ target, planned, written }: AddOutcome, { dryRun = false }: ReportOptions): void {
  tellDiagnostics({ planned, diagnostics: written?.diagnostics ?? [] });
  if (written === null) {
    process.stderr.write("Nothing was written: the errors above stand in the way.\n");
    return;
  }
  const lines = [...changedFileLines(written.upgraded, dryRun), ...written.left.flatMap(mendLines)];
  const name = planned.sources[0]?.source.fileName ?? "";
  const steps = stepNames(planned).join(", ");
  if (written.left.length > 0) lines.push("", `${name} is part of ${target} once these lines are in it.`);
  else lines.push("", `Steps of ${name}: ${steps}`);
  const { created, replaced } = written.upgraded;
  if (!dryRun && written.left.length === 0 && created.length + replaced.length > 0)
    lines.push("", ...nextLines(target, `uv run python -m ${written.package} run`));
  process.stdout.write(`${lines.map((line) => plainText(line)).join("\n")}\n`);
}

/** What to put where, in a file that was edited. */
function mendLines({ path, why, lines }: FileToMend): readonly string[] {
  const shown = lines.flatMap(({ behind, removed, added }) => [
    `    behind: ${behind.trim() === "" ? "the start" : behind.trim()}`,
    ...removed.map((line) => `  - ${line}`),
    ...added.map((line) => `  + ${line}`),
  ]);
  const rest =
    shown.length > MOST_LINES ? [`    ... and ${shown.length - MOST_LINES} lines more (--json has them all)`] : [];
  return ["", `${path} ${LEFT_BECAUSE[why]}. Put into it:`, ...shown.slice(0, MOST_LINES), ...rest];
}
