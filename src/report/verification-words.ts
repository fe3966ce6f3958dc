import type { Difference, FirstDivergence, SourceLine, Verification, VerifiedItem } from "../verify/types.ts";
import { counted } from "./counted.ts";

/** What was compared, in a few words: `value of df as clean gives it`. */
export function itemTitle({ kind, name, step }: VerifiedItem): string {
  switch (kind) {
    case "output":
      return `${name} as step ${step} gives it`;
    case "input":
      return `${name} as step ${step} takes it`;
    case "final":
      return `${name} at the end`;
    case "text":
      return `what step ${step} prints and shows`;
    case "figure":
      return `${name} of step ${step}`;
    case "file":
      return step === null ? `the file ${name}` : `the file ${name} that step ${step} writes`;
  }
}

/** `cell 4, line 2: df = df.dropna()`. */
export function sourceLineText({ cell, line, text }: SourceLine): string {
  return `cell ${cell}, line ${line}: ${text}`;
}

/** Where in a value the difference is: the path, and for a table the column and row. */
export function placeText({ path, column, row, label }: Difference): string {
  const parts = [path];
  if (column !== null) parts.push(`column ${column}`);
  if (row !== null) parts.push(`row ${row}${label === null ? "" : ` (label ${label})`}`);
  return parts.filter((part) => part !== "").join(", ");
}

/** Where a first divergence comes from, as one sentence; null when nothing is known. */
export function originText({ item, arisesHere }: FirstDivergence): string | null {
  if (item.kind === "input")
    return "In the notebook something changed it between the step that gives it and this one; the pipeline hands it on as it was given.";
  if (item.kind === "final") return "In the notebook something changed it after the last step that gives it.";
  if (arisesHere === true) return "All that this step takes is equal: the difference arises in it.";
  return null;
}

/** The verdict as a sentence. */
export function verdictText({ verdict, counts, pipelineFailure }: Verification): string {
  switch (verdict) {
    case "failed":
      return `The pipeline does not run to its end${pipelineFailure?.step ? ` (step ${pipelineFailure.step})` : ""}.`;
    case "differs":
      return `The pipeline does not give what the notebook gives: ${counted(counts.differs, "difference")}.`;
    case "unstable":
      return `Equal wherever the notebook agrees with itself; in ${counted(counts.unstable, "place")} it does not.`;
    case "equal":
      return `The pipeline gives what the notebook gives: all ${counts.equal} compared results are equal.`;
  }
}
