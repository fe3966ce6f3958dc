import { Failure } from "../diagnostics/failure.ts";
import { replaceFile } from "../disk/replace-file.ts";
import { planNotebook } from "../pipeline.ts";
import { locate } from "../plan/plan-context.ts";
import { stepsDiagram } from "../plan/steps-diagram.ts";
import { tagChanges } from "../plan/tag-changes.ts";
import type { Grouping } from "../plan/types.ts";
import { counted } from "../report/counted.ts";
import { plainText } from "../report/plain-text.ts";
import { planReport } from "../report/plan-report.ts";
import { renderDiagnostics } from "../report/render-diagnostics.ts";
import { renderPlan } from "../report/render-plan.ts";
import { loadPython } from "./load-python.ts";
import { readInput } from "./read-input.ts";
import { readTraceFile } from "./read-trace-file.ts";

interface PlanOptions {
  readonly by?: { readonly by: Grouping; readonly level: number | null };
  readonly json?: boolean;
  readonly mermaid?: boolean;
  readonly writeTags?: boolean;
  readonly trace?: string;
}

/** `cellwright plan`. */
export async function runPlan(path: string, options: PlanOptions): Promise<number> {
  const { notebook, bytes, diagnostics: reading } = readInput(path);
  if (notebook === null) {
    process.stderr.write(renderDiagnostics(reading, null));
    return 2;
  }
  const python = await loadPython();
  const { analysis, graph, diagnostics } = planNotebook(notebook, {
    ...python,
    by: options.by?.by ?? null,
    level: options.by?.level ?? null,
    trace: options.trace === undefined ? null : readTraceFile(options.trace).trace,
  });
  const all = [...reading, ...diagnostics];
  if (options.writeTags) {
    if (all.some((one) => one.severity === "error"))
      throw new Failure(
        "plan-has-errors",
        "the plan has errors, so no tags are written",
        "run `cellwright plan` to see them",
      );
    const { writeTags } = await import("../notebook/write-tags.ts");
    const changes = tagChanges(graph, notebook);
    replaceFile(path, writeTags(new TextDecoder().decode(bytes), changes, path));
    process.stderr.write(
      `Wrote the steps into ${plainText(path)} as tags: ${counted(changes.length, "cell")} changed.\n`,
    );
  }
  if (options.json)
    process.stdout.write(
      `${JSON.stringify(planReport(graph, notebook, analysis.statements.map(locate), all), null, 2)}\n`,
    );
  else if (options.mermaid) process.stdout.write(`${stepsDiagram(graph)}\n`);
  else {
    process.stdout.write(renderPlan(planReport(graph, notebook, analysis.statements.map(locate), all)));
    if (all.length > 0) process.stderr.write(`\n${renderDiagnostics(all, notebook)}`);
  }
  return all.some((one) => one.severity === "error") ? 1 : 0;
}
