import type { Evidence } from "./evidence.ts";
import type { Question, TableStep } from "./questions.ts";
import type { FirstDivergence, ItemVerdict, Verdict, Verification, VerifiedItem, VerifiedStep } from "./types.ts";
import { figureItems, fileItems, type JudgingContext, textItems, valueItems } from "./verified-items.ts";

/** What was compared, and how. */
export type VerificationSubject = Pick<
  Verification,
  "project" | "package" | "notebook" | "python" | "inProcess" | "tolerance"
>;

/** Everything that a judgement rests on. */
export interface VerificationInput {
  readonly subject: VerificationSubject;
  readonly table: readonly TableStep[];
  readonly questions: readonly Question[];
  readonly evidence: Evidence;
  readonly context: JudgingContext;
}

/** Judges what was found: a verdict for each part and for the whole, and the first difference in the order of steps. Pure. */
export function verifyProject({ subject, table, questions, evidence, context }: VerificationInput): Verification {
  const { parts, project, seconds } = evidence;
  const items = [
    ...valueItems(questions, parts.values, context),
    ...textItems(parts.text, context),
    ...figureItems(parts.figures, context),
    ...fileItems(parts.files, context),
  ];
  const pipelineFailure = project.status === "ok" ? describeFailure(project) : project.error;
  const steps = stepsOf(table, items, pipelineFailure?.step ?? null, context.cellsByStep);
  const rest = items.filter((item) => item.step === null);
  const count = (verdict: ItemVerdict) => items.filter((item) => item.verdict === verdict).length;
  return {
    version: 1,
    ...subject,
    verdict: pipelineFailure === null ? worst(items) : "failed",
    pipelineFailure,
    firstDivergence: firstDivergence(steps, rest),
    counts: {
      equal: count("equal"),
      differs: count("differs"),
      unstable: count("unstable"),
      notCompared: count("notCompared"),
    },
    steps,
    rest,
    seconds: {
      notebook: [seconds.notebook1, seconds.notebook2],
      pipeline: seconds.pipeline,
      total: seconds.total,
    },
  };
}

function describeFailure({ described, describeError }: Evidence["project"]): Verification["pipelineFailure"] {
  return described ? null : { step: null, text: `its values cannot be loaded: ${describeError ?? ""}` };
}

function worst(items: readonly VerifiedItem[]): Verdict {
  const has = (verdict: ItemVerdict) => items.some((item) => item.verdict === verdict);
  return has("differs") ? "differs" : has("unstable") ? "unstable" : "equal";
}

const KIND_ORDER = [
  "input",
  "output",
  "text",
  "figure",
  "file",
  "final",
] as const satisfies readonly VerifiedItem["kind"][];

function stepsOf(
  table: readonly TableStep[],
  items: readonly VerifiedItem[],
  failed: string | null,
  cellsByStep: ReadonlyMap<string, readonly number[]>,
): readonly VerifiedStep[] {
  const givers = new Map<string, string>();
  return table.map(({ name, title, inputs, outputs }) => {
    const own = items.filter((item) => item.step === name).sort(inOrder);
    const takesFrom = [...new Set(inputs.flatMap((input) => givers.get(input) ?? []))];
    for (const output of outputs) givers.set(output, name);
    const cells = (cellsByStep.get(name) ?? []).map((cell) => cell + 1);
    return { name, title, cells, takesFrom, verdict: name === failed ? "failed" : worst(own), items: own };
  });
}

/** By kind; values by the line that last changed them. */
function inOrder(one: VerifiedItem, other: VerifiedItem): number {
  const kinds = KIND_ORDER.indexOf(one.kind) - KIND_ORDER.indexOf(other.kind);
  if (kinds !== 0 || one.kind === "figure") return kinds;
  const [at, otherAt] = [one.changedAt, other.changedAt];
  if (at === null || otherAt === null) return at === otherAt ? 0 : at === null ? 1 : -1;
  return at.cell - otherAt.cell || at.line - otherAt.line;
}

function firstDivergence(steps: readonly VerifiedStep[], rest: readonly VerifiedItem[]): FirstDivergence | null {
  const tainted = new Set<string>();
  for (const step of steps) {
    const item = step.items.find((one) => one.verdict === "differs");
    if (item !== undefined) {
      const isInput = item.kind === "input";
      return { item, arisesHere: !isInput && !step.takesFrom.some((giver) => tainted.has(giver)) };
    }
    if (step.items.some((one) => one.verdict === "unstable")) tainted.add(step.name);
  }
  const item = rest.find((one) => one.verdict === "differs");
  return item === undefined ? null : { item, arisesHere: null };
}
