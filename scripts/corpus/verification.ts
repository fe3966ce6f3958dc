import type { Assessment, OutcomeKind } from "./outcome.ts";

/** What of the report of `cellwright verify --format json` counts here. */
export interface VerificationReport {
  readonly verdict: "equal" | "differs" | "unstable" | "failed";
  readonly pipelineFailure: { readonly step: string | null; readonly text: string } | null;
  readonly firstDivergence: { readonly item: { readonly step: string | null; readonly name: string } } | null;
  readonly counts: { readonly equal: number; readonly differs: number; readonly notCompared: number };
  readonly steps: readonly object[];
}

const OUTCOMES: Readonly<Record<VerificationReport["verdict"], OutcomeKind>> = {
  equal: "equal",
  unstable: "equal",
  differs: "differs",
  failed: "run-fails",
};

/** The verdict as an assessment; `unstable` is equal as far as the notebook agrees with itself. */
export function judged(id: string, report: VerificationReport): Assessment {
  const { verdict, counts, firstDivergence, pipelineFailure } = report;
  const parts = `${counts.equal}/${counts.equal + counts.differs} equal, ${counts.notCompared} not compared, ${report.steps.length} steps`;
  const why =
    firstDivergence === null ? "" : `; ${firstDivergence.item.name} in ${firstDivergence.item.step ?? "no step"}`;
  const detail = `${parts}${why}${pipelineFailure === null ? "" : `; ${pipelineFailure.text.slice(0, 200)}`}`;
  return { id, stable: verdict !== "unstable", outcome: OUTCOMES[verdict], detail };
}
