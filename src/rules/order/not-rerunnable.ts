import type { Statement } from "../../analysis/types.ts";
import type { Span } from "../../base/spans.ts";
import type { Expr, Operation } from "../../languages/facts.ts";
import { allOf } from "../code-index.ts";
import type { Finding, Rule } from "../rule.ts";
import { statementCode } from "../statement-code.ts";
import { placeOf, type Subject } from "../subject.ts";
import { databaseFindings } from "./database-hazards.ts";
import { fileFindings } from "./file-hazards.ts";
import type { RepeatContext } from "./repeat-amounts.ts";
import { LIST_CHANGES, repeatHazard } from "./repeat-hazards.ts";
import type { RepeatHazard } from "./table-changes.ts";

/** CW111. */
export const notRerunnable: Rule = {
  code: "CW111",
  name: "not-rerunnable",
  severity: "warning",
  docs: {
    finds:
      "A cell changes a value of another cell, or files, so that running the cell twice gives something else than running it once, or fails.",
    why: "Cells are run again all the time. `prices = prices / 100` divides once more with each run, without a word, and all below it is wrong from then on. What fails the second time (`drop` or `pop` of a column that is gone), lists, files and databases that grow, what an iterator gives next, files that are moved, and amounts that are not known (`x = x + k`), are told as information; a folder that is made without `exist_ok` is a warning. What gives the same again (`dropna`, `sort_values`, `rename`, `fillna`) is no matter.",
    mend: "Give the new value a name of its own, or put the change into the cell that makes the value.",
    bad: [
      { notebook: "# %%\nprices = [3, 4]\ntotal = sum(prices)\n# %%\ntotal = total / 100\n# %%\nprint(total)\n" },
      { notebook: "# %%\nfound = [3, 4]\n# %%\nfound.append(5)\n# %%\nprint(found)\n" },
      { notebook: '# %%\nimport os\n# %%\nos.mkdir("figures")\n' },
    ],
    good: [
      { notebook: "# %%\nprices = [3, 4]\ntotal = sum(prices)\n# %%\nshare = total / 100\n# %%\nprint(share)\n" },
      { notebook: "# %%\nfound = [3, 4]\nfound.append(5)\n# %%\nprint(found)\n" },
      { notebook: '# %%\nimport os\n# %%\nos.makedirs("figures", exist_ok=True)\n' },
    ],
  },
  check: (subject) => {
    const found = new Map<number, Hazard[]>();
    for (const statement of subject.analysis.statements)
      for (const hazard of hazardsOf(subject, statement))
        found.set(statement.cell, [...(found.get(statement.cell) ?? []), hazard]);
    return [
      ...[...found.values()].map((hazards) => findingOf(subject, hazards)),
      ...fileFindings(subject),
      ...databaseFindings(subject),
    ];
  },
};

interface Hazard extends RepeatHazard {
  readonly statement: Statement;
  readonly span: Span;
  readonly certain: boolean;
  /** A list that grows, or a part of something that is not known. */
  readonly isMild: boolean;
}

function hazardsOf(subject: Subject, statement: Statement): readonly Hazard[] {
  const { operations } = statement.facts;
  const context = contextOf(subject, statement);
  const own = operations.flatMap((operation, at) => {
    const hazard = repeatHazard(operation, operations[at - 1], context);
    if (hazard === null || !isOfOtherCell(subject, statement, hazard)) return [];
    if (isGuarded(operations.slice(0, endOfLoops(operations, at)), hazard)) return [];
    const type = context.typeOf(hazard.name);
    const isPart = hazard.member !== undefined || hazard.isTally === true;
    const isMild = type === "builtins.list" || (isPart && type === null) || !isSurelyMade(subject, statement, hazard);
    const certain = operation.certain || isInPlainLoop(operations, at);
    const found: Hazard = { ...hazard, statement, span: operation.span, certain, isMild };
    return [found];
  });
  return [...own, ...grownThroughCalls(subject, statement)];
}

function contextOf(subject: Subject, statement: Statement): RepeatContext {
  const code = () => subject.analysis.cells.find(({ cell }) => cell === statement.cell)?.code ?? "";
  return {
    typeOf: (name) => typeBefore(subject, statement, name),
    constantOf: (name) => constantBefore(subject, statement, name),
    isMadeHereFrom: (name, source) => isMadeHereFrom(subject, statement, name, source, new Set()),
    textOf: ({ start, end }) => code().slice(start, end),
  };
}

/** Lists of other cells that functions called here make longer. */
function grownThroughCalls(subject: Subject, statement: Statement): readonly Hazard[] {
  if (statement.facts.kind === "function" || statement.facts.kind === "class") return [];
  return statement.updates.flatMap(({ name, by, evidence, span }) => {
    const isThrough = statement.reads.some((one) => one.name === name && one.through !== undefined);
    if (!isThrough || evidence !== "proved" || !Object.hasOwn(LIST_CHANGES, by)) return [];
    if (typeBefore(subject, statement, name) !== "builtins.list") return [];
    const hazard: RepeatHazard = { name, outcome: "differs", isSure: false, by };
    return isOfOtherCell(subject, statement, hazard, true)
      ? [{ ...hazard, statement, span, certain: false, isMild: true }]
      : [];
  });
}

/** Where the loops around a place end; the place itself when there are none. */
function endOfLoops(operations: readonly Operation[], at: number): number {
  return operations.findLastIndex((one, end) => one.op === "again" && end > at && one.from <= at) + 1 || at;
}

/** A condition before it, or in its loop, asks for the very thing: `if 3 not in seen: seen.append(3)`. */
function isGuarded(before: readonly Operation[], { name, isTally }: RepeatHazard): boolean {
  return before.some((one) => {
    if (one.op !== "evaluate" || (one.value.kind !== "operation" && one.value.kind !== "choice")) return false;
    if (isTally && /\bin$/.test(one.value.kind === "operation" ? one.value.operator : "")) return false;
    return allOf(one.value).some((expr) => expr.kind === "name" && !expr.local && expr.name === name);
  });
}

/** In the body of a loop over things, outside of all conditions. */
function isInPlainLoop(operations: readonly Operation[], at: number): boolean {
  const isAround = (one: Operation, end: number) => one.op === "again" && end > at && one.from <= at;
  const loops = operations.filter(isAround);
  const isOverThings = ({ from }: Extract<Operation, { op: "again" }>) => {
    const head = operations[from];
    return head?.op === "bind" && head.value.kind === "element";
  };
  if (loops.length === 0 || !loops.every((one) => one.op === "again" && isOverThings(one))) return false;
  return operations.slice(0, at).every((one) => one.op === "bind" || one.op === "update");
}

/** Some code gives it a value whatever happens; what is only made when it is not there counts runs on purpose. */
function isSurelyMade({ analysis }: Subject, { reads }: Statement, { name }: RepeatHazard): boolean {
  const from = reads.find((one) => one.name === name)?.from ?? [];
  return from.every((id) => analysis.statements[id]?.definitions.every((one) => one.name !== name || one.certain));
}

/** The constant that one statement alone gives to a name. */
function constantBefore({ analysis }: Subject, { reads }: Statement, name: string): Expr | null {
  const [id, ...others] = reads.find((one) => one.name === name)?.from ?? [];
  const [operation] = id === undefined || others.length > 0 ? [] : (analysis.statements[id]?.facts.operations ?? []);
  return operation?.op === "bind" && operation.name === name && operation.value.kind === "literal"
    ? operation.value
    : null;
}

function isMadeHereFrom(
  subject: Subject,
  statement: Statement,
  name: string,
  source: string,
  seen: Set<number>,
): boolean {
  const from = statement.reads.find((one) => one.name === name)?.from ?? [];
  return from.some((id) => {
    const maker = subject.analysis.statements[id];
    if (!maker || maker.cell !== statement.cell || seen.has(id)) return false;
    seen.add(id);
    return maker.reads.some((one) => one.name === source || isMadeHereFrom(subject, maker, one.name, source, seen));
  });
}

function typeBefore({ analysis: { statements } }: Subject, statement: Statement, name: string): string | null {
  const from = statement.reads.find((one) => one.name === name)?.from ?? [];
  const [maker] = from.flatMap((id) => makersOf(statements, id, name, new Set()));
  return maker?.definitions.find((one) => one.name === name)?.type ?? null;
}

/** The statements that bound a name, found through those that changed its value in place. */
function makersOf(statements: readonly Statement[], id: number, name: string, seen: Set<number>): readonly Statement[] {
  const statement = statements[id];
  if (!statement || seen.has(id)) return [];
  seen.add(id);
  if (statement.definitions.some((one) => one.name === name)) return [statement];
  const from = statement.reads.find((one) => one.name === name)?.from ?? [];
  return from.flatMap((one) => makersOf(statements, one, name, seen));
}

/** The value that is changed comes from a cell above as it is, and this cell does not make it anew. */
function isOfOtherCell(
  { analysis }: Subject,
  statement: Statement,
  { name, member }: RepeatHazard,
  isThrough = false,
): boolean {
  const { statements } = analysis;
  const isMeant = (one: Statement["reads"][number]) => one.name === name && (one.through !== undefined) === isThrough;
  const from = statement.reads.find(isMeant)?.from ?? [];
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
  const sure = hazards.find(({ isSure, certain, isMild }) => isSure && certain && !isMild);
  const [first] = hazards as [Hazard];
  const { statement, span, name, member, outcome, by, because } = sure ?? first;
  const did = shortText(subject, statement) ?? by;
  const what = member === undefined ? `\`${name}\`` : `\`${member}\` of \`${name}\``;
  const others = hazards.length === 1 ? "" : `, among ${hazards.length} such changes`;
  const message =
    outcome === "fails"
      ? `This cell fails when it is run a second time: \`${by}\` ${because ?? `takes away what it then no longer finds in \`${name}\``}${others}.`
      : `Running this cell twice changes ${what} twice (\`${did}\`)${others}: the result depends on how often it was run.`;
  return {
    ...(sure === undefined ? { severity: "info" as const } : {}),
    message,
    location: placeOf(subject, statement.cell, span),
    hint: `give the result a name of its own, or move this to the cell that makes \`${name}\``,
  };
}

/** The statement as it stands, if that is short. */
function shortText({ analysis }: Subject, statement: Statement): string | null {
  const text = statementCode(analysis, statement);
  return text.length > 50 || /[\n`]/.test(text) ? null : text;
}
