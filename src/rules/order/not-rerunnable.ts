import type { Statement } from "../../analysis/types.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { type RepeatHazard, repeatHazard } from "./repeat-hazards.ts";

/** CW111. */
export const notRerunnable: Rule = {
  code: "CW111",
  name: "not-rerunnable",
  severity: "warning",
  docs: {
    finds:
      "A cell changes a value of another cell so that running the cell twice gives something else than running it once.",
    why: "Cells are run again all the time. `prices = prices / 100` divides once more with each run, without a word, and all below it is wrong from then on. What fails the second time (`drop` of a column that is gone), and lists that grow, are told as information. What gives the same again (`dropna`, `sort_values`, `rename`, `fillna`) is no matter.",
    mend: "Give the new value a name of its own, or put the change into the cell that makes the value.",
    bad: [
      { notebook: "# %%\nprices = [3, 4]\ntotal = sum(prices)\n# %%\ntotal = total / 100\n# %%\nprint(total)\n" },
      { notebook: "# %%\nfound = [3, 4]\n# %%\nfound.append(5)\n# %%\nprint(found)\n" },
    ],
    good: [
      { notebook: "# %%\nprices = [3, 4]\ntotal = sum(prices)\n# %%\nshare = total / 100\n# %%\nprint(share)\n" },
      { notebook: "# %%\nfound = [3, 4]\nfound.append(5)\n# %%\nprint(found)\n" },
    ],
  },
  check: (subject) => {
    const found = new Map<number, Hazard[]>();
    for (const statement of subject.analysis.statements)
      for (const hazard of hazardsOf(subject, statement))
        found.set(statement.cell, [...(found.get(statement.cell) ?? []), hazard]);
    return [...found.values()].map((hazards) => findingOf(subject, hazards));
  },
};

interface Hazard extends RepeatHazard {
  readonly statement: Statement;
  readonly span: Statement["facts"]["span"];
  readonly certain: boolean;
  /** A list that grows, or a part of something that is not known. */
  readonly isMild: boolean;
}

function hazardsOf(subject: Subject, statement: Statement): readonly Hazard[] {
  const isList = (name: string) => typeBefore(subject, statement, name) === "builtins.list";
  return statement.facts.operations.flatMap((operation) => {
    const hazard = repeatHazard(operation, isList);
    if (hazard === null || !isOfOtherCell(subject, statement, hazard)) return [];
    const type = typeBefore(subject, statement, hazard.name);
    const isMild = type === "builtins.list" || (hazard.member !== undefined && type === null);
    const { span, certain } = operation;
    const found: Hazard = { ...hazard, statement, span, certain, isMild };
    return [found];
  });
}

function typeBefore({ analysis }: Subject, { reads }: Statement, name: string): string | null {
  const from = reads.find((one) => one.name === name)?.from ?? [];
  const makers = from.flatMap((id) => analysis.statements[id]?.definitions.filter((one) => one.name === name) ?? []);
  return makers[0]?.type ?? null;
}

/** The value that is changed comes from a cell above as it is, and this cell does not make it anew. */
function isOfOtherCell({ analysis }: Subject, statement: Statement, { name, member }: RepeatHazard): boolean {
  const { statements } = analysis;
  const from = statement.reads.find((one) => one.name === name && one.through === undefined)?.from ?? [];
  if (from.length === 0) return false;
  const inCell = statements.filter(({ cell, id }) => cell === statement.cell && id !== statement.id);
  const touches = inCell.filter(({ id, definitions, updates, deletions, facts }) => {
    if (definitions.some((one) => one.name === name) || deletions.includes(name)) return true;
    if (id > statement.id || !updates.some((one) => one.name === name)) return false;
    // Another column is another matter.
    const isOther = (one: (typeof facts.operations)[number]) =>
      one.op === "update" && one.member !== undefined && member !== undefined && one.member !== member;
    return !facts.operations.some(isOther);
  });
  if (touches.length > 0) return false;
  const roots = from.flatMap((id) => definersOf(statements, id, name, statement.cell));
  return roots.length > 0 && roots.every((one) => one.cell !== statement.cell && !isImport(one, name));
}

/** The statements that made a value, found through those of this cell that changed it. */
function definersOf(statements: readonly Statement[], id: number, name: string, cell: number): readonly Statement[] {
  const statement = statements[id] as Statement;
  if (statement.cell !== cell || statement.definitions.some((one) => one.name === name)) return [statement];
  const from = statement.reads.find((one) => one.name === name)?.from ?? [];
  return from.filter((one) => one < id).flatMap((one) => definersOf(statements, one, name, cell));
}

function isImport({ definitions }: Statement, name: string): boolean {
  return definitions.some((one) => one.name === name && one.kind === "import");
}

function findingOf(subject: Subject, hazards: readonly Hazard[]): Finding {
  const differs = hazards.find(({ outcome, certain, isMild }) => outcome === "differs" && certain && !isMild);
  const [first] = hazards as [Hazard];
  const { statement, span, name, member, outcome, by } = differs ?? first;
  const did = shortText(subject, statement) ?? by;
  const what = member === undefined ? `\`${name}\`` : `\`${member}\` of \`${name}\``;
  const others = hazards.length === 1 ? "" : `, among ${hazards.length} such changes`;
  const message =
    outcome === "fails"
      ? `This cell fails when it is run a second time: \`${by}\` takes away what it then no longer finds in \`${name}\`${others}.`
      : `Running this cell twice changes ${what} twice (\`${did}\`)${others}: the result depends on how often it was run.`;
  return {
    ...(differs === undefined ? { severity: "info" as const } : {}),
    message,
    location: placeOf(subject, statement.cell, span),
    hint: `give the result a name of its own, or move this to the cell that makes \`${name}\``,
  };
}

/** The statement as it stands, if that is short. */
function shortText({ analysis }: Subject, { cell, facts: { span } }: Statement): string | null {
  const text = analysis.cells.find((one) => one.cell === cell)?.code.slice(span.start, span.end) ?? "";
  return text.length > 50 || /[\n`]/.test(text) ? null : text;
}
