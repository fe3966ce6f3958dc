import { normalPath } from "../analysis/file-path.ts";
import type { Analysis, Effect, Statement, StatementId } from "../analysis/types.ts";
import type { Span } from "../base/spans.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import type { Magic } from "../languages/facts.ts";
import type { PlanContext } from "./plan-context.ts";
import { identifierFrom } from "./step-names.ts";
import { type TableCall, tableCallOf } from "./table-calls.ts";
import type { CatalogEntry, Step, StepGraph } from "./types.ts";

type LiftContext = Pick<PlanContext, "builtins" | "wish">;

/** A read or a write of a table, with where it is in the plan. */
interface Found {
  readonly step: Step;
  readonly statement: Statement;
  readonly effect: Effect;
}

/**
 * Lifts tables that steps read and write out of them: the step takes what it reads, the runner writes what it gives, and where
 * the files are is a matter of configuration. What cannot be lifted with the same result stays, and is told (CW330).
 *
 * A read moves to the start of the step, so nothing above it in the step may make or change the file; a write moves to its end,
 * so nothing below it may change the value or look at the file.
 */
export function liftTables(graph: StepGraph, analysis: Analysis, { builtins, wish }: LiftContext): StepGraph {
  const found = tableEffects(graph, analysis);
  const calls = found.map((one) => {
    const call = tableCallOf(one.statement, one.effect);
    const because =
      whyNot(one, call, analysis) ?? (typeof call === "string" ? call : whyShared(one.effect, wish.shared));
    return { ...one, call: because ?? call };
  });
  const lifted = calls.flatMap((one) => (typeof one.call === "string" ? [] : [{ ...one, call: one.call }]));
  const parameters = new Set(graph.parameters.map(({ name }) => name));
  const usable = lifted.filter(({ call }) => !("name" in call.path) || parameters.has(call.path.name));
  const names = tableNames(
    usable.map(({ effect }) => stemOf(effect.resource ?? "")),
    takenNames(graph, analysis, builtins),
  );
  const catalog = usable.map((one, at) => entryOf(one, names[at] as string));
  const moved = new Set(usable.map(({ effect }) => effect));
  const stays = calls.filter(({ effect }) => !moved.has(effect));
  return {
    ...graph,
    steps: graph.steps.map((step) => withEntries(step, catalog, analysis)),
    catalog,
    diagnostics: [...graph.diagnostics, ...once(stays.map(toldOf))],
  };
}

/** Why a table that several notebooks use cannot be one entry of the catalog. */
function whyShared({ resource }: Effect, shared: ReadonlyMap<string, string> = new Map()): string | null {
  return resource === null ? null : (shared.get(normalPath(resource)) ?? null);
}

/** Reads and writes of tables by statements that stand in one step only, in the plan's order. */
function tableEffects({ steps }: StepGraph, { statements }: Analysis): readonly Found[] {
  const places = new Map<StatementId, number>();
  const all = steps.flatMap((step) => step.parts.flatMap((part) => part.statements.map((one) => ({ step, ...one }))));
  for (const { statement } of all) places.set(statement, (places.get(statement) ?? 0) + 1);
  return all
    .filter(({ statement, replayed }) => !replayed && places.get(statement) === 1)
    .flatMap(({ step, statement: id }) => {
      const statement = statements[id] as Statement;
      const effects = statement.effects.filter(({ kind, format }) => isFile(kind) && format !== undefined);
      return effects.map((effect) => ({ step, statement, effect }));
    });
}

function isFile(kind: Effect["kind"]): boolean {
  return kind === "reads" || kind === "writes";
}

/** Why a read or write has to happen where it stands; null when it may move to the start or the end of its step. */
function whyNot({ effect, statement, step }: Found, call: TableCall | string, analysis: Analysis): string | null {
  const { resource } = effect;
  if (effect.evidence !== "proved" || !effect.certain || effect.within)
    return "it is in a function, a loop or a branch";
  if (resource === null) return "the name of the file is not a constant";
  if (
    analysis.statements.some((one) =>
      one.effects.some(({ kind, resource: of }) => kind === "sets" && of === "directory"),
    )
  )
    return "the notebook changes its working directory";
  if (step.parts.some(({ cell, mayRaise }) => cell === statement.cell && mayRaise))
    return "its cell may stop with an error";
  const isRead = effect.kind === "reads";
  const others = analysis.statements.flatMap((one) =>
    one.effects.filter((each) => each !== effect && isSame(each, resource)),
  );
  if (isRead && others.some(({ kind }) => kind === "writes")) return "the notebook writes that file itself";
  if (!isRead && others.length > 0) return "the notebook uses that file elsewhere too";
  const inStep = step.parts.flatMap((part) =>
    part.statements.map((one) => analysis.statements[one.statement] as Statement),
  );
  const between = isRead ? inStep.filter(({ id }) => id < statement.id) : inStep.filter(({ id }) => id > statement.id);
  if (between.some((one) => one.facts.magics.some(startsProgram) || one.effects.some(mayMeet)))
    return isRead
      ? "something above it in the step may make the file"
      : "something below it in the step may look at the file";
  return isRead || typeof call === "string" ? null : whyNotWritten(statement, call, between);
}

/** A write happens at the end of the step only if the value is the same then. */
function whyNotWritten(
  statement: Statement,
  { span, variable, options }: TableCall,
  below: readonly Statement[],
): string | null {
  if (options.some(({ name, value }) => name === "mode" && value !== "w")) return "it adds to what is in the file";
  if (statement.facts.kind !== "expression" || statement.facts.operations.length !== 1)
    return "the statement does more than to write the file";
  const [only] = statement.facts.operations;
  if (only?.op !== "evaluate" || only.value.span !== span) return "the statement does more than to write the file";
  const changes = below.some(
    ({ definitions, updates, deletions }) =>
      [...definitions, ...updates].some(({ name }) => name === variable) || deletions.includes(variable ?? ""),
  );
  return changes ? `\`${variable}\` changes further down in the step` : null;
}

/** A shell command, or code in another language. */
function startsProgram({ form, foreignBody }: Magic): boolean {
  return form === "shell" || foreignBody !== undefined;
}

/** Effects that may be about the same file, or that say nothing of which. */
function mayMeet({ kind, resource }: Effect): boolean {
  if (isFile(kind)) return resource === null;
  return kind === "unknown" || (kind === "touches" && resource === "process");
}

function isSame({ kind, resource }: Effect, path: string): boolean {
  return isFile(kind) && resource !== null && normalPath(resource) === normalPath(path);
}

/** A name for each table that the code means nothing else by. */
function tableNames(stems: readonly string[], reserved: ReadonlySet<string>): readonly string[] {
  const taken = new Set(reserved);
  return stems.map((stem) => {
    const wanted = identifierFrom(stem, "table").replace(/^step_/, "table_");
    let name = taken.has(wanted) ? `${wanted}_table` : wanted;
    for (let count = 2; taken.has(name); count++) name = `${wanted}_table_${count}`;
    taken.add(name);
    return name;
  });
}

/** `data/Passengers (new).csv` -> `Passengers (new)`. */
function stemOf(path: string): string {
  const name = path.split("/").at(-1) ?? "";
  return name.replace(/\.[^.]*$/, "") || "table";
}

/** All that a step's code may mean by a name. */
function takenNames(graph: StepGraph, { statements }: Analysis, builtins: ReadonlySet<string>): ReadonlySet<string> {
  const taken = new Set([...builtins, ...graph.steps.map(({ name }) => name)]);
  for (const { facts, definitions } of statements) {
    for (const { name } of definitions) taken.add(name);
    for (const { name } of [...facts.tokens, ...facts.uses]) taken.add(name);
  }
  return taken;
}

function entryOf({ step, statement, effect, call }: Found & { readonly call: TableCall }, name: string): CatalogEntry {
  return {
    name,
    argument: name,
    kind: call.variable === null ? "source" : "sink",
    step: step.name,
    statement: statement.id,
    span: call.span,
    format: effect.format ?? "",
    location: "name" in call.path ? { parameter: call.path.name } : { text: call.path.text },
    path: effect.resource ?? "",
    options: call.options,
    variable: call.variable,
  };
}

/** A step as it is once its tables come and go through the catalog. */
function withEntries(step: Step, catalog: readonly CatalogEntry[], { statements }: Analysis): Step {
  const entries = catalog.filter((entry) => entry.step === step.name);
  if (entries.length === 0) return step;
  const given = new Set(step.outputs.map(({ name }) => name));
  const more = new Set(entries.flatMap(({ variable }) => (variable === null || given.has(variable) ? [] : [variable])));
  const body = step.parts.flatMap((part) => part.statements.map((one) => statements[one.statement] as Statement));
  const isInCall = (id: StatementId, { start, end }: Span) =>
    entries.some((entry) => entry.statement === id && entry.span.start <= start && end <= entry.span.end);
  const left = new Set(
    body.flatMap(({ id, facts }) => facts.tokens.filter(({ span }) => !isInCall(id, span)).map(({ name }) => name)),
  );
  const moved = new Set(entries.map(({ statement }) => statement));
  const files = (kind: "reads" | "writes") =>
    new Set(body.filter(({ id }) => !moved.has(id)).flatMap((one) => one.files[kind]));
  const [reads, writes] = [files("reads"), files("writes")];
  return {
    ...step,
    parameters: step.parameters.filter((name) => left.has(name)),
    outputs: [...step.outputs, ...[...more].map((name) => ({ name, type: null, why: "result" as const }))],
    reads: step.reads.filter((file) => reads.has(file)),
    writes: step.writes.filter((file) => writes.has(file)),
  };
}

/** A call of a function that reads many files is told of once. */
function once(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyOf = ({ location, message }: Diagnostic) => JSON.stringify([location, message]);
  return [...new Map(diagnostics.map((one) => [keyOf(one), one])).values()];
}

function toldOf({ statement, effect, call }: Found & { readonly call: TableCall | string }): Diagnostic {
  const what = effect.kind === "reads" ? "read" : "written";
  const because = typeof call === "string" ? call : "the name of the file is not a constant";
  return {
    code: "CW330",
    severity: "info",
    message: `The table that is ${what} here stays in the step, since ${because}: where it is cannot be configured.`,
    location: { cell: statement.cell, span: effect.span },
  };
}
