import { ownModules } from "../analysis/own-modules.ts";
import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import { topLevel } from "../base/dotted-path.ts";
import type { Expr } from "../languages/facts.ts";
import { findsModules } from "./finds-modules.ts";
import { onlyMeasured } from "./only-measured.ts";
import type { Role } from "./types.ts";

/** Kinds of definitions that are code, not data. */
const CODE_KINDS = new Set(["import", "function", "class"]);

/** Statements that bind or change each name, for the whole notebook. */
export interface NameHistory {
  readonly writers: ReadonlyMap<string, readonly StatementId[]>;
}

/** The different things that import statements bind to a name. */
export function importTargets(
  analysis: Analysis,
  statements: readonly StatementId[],
  name: string,
): ReadonlySet<string> {
  const targets = statements.flatMap((id) =>
    (analysis.statements[id] as Statement).facts.imports.filter((one) => one.name === name),
  );
  // `import a.b` and `import a.c` bind the same `a`.
  return new Set(
    targets.map((one) =>
      one.member === undefined && one.name === topLevel(one.module)
        ? `${one.name}`
        : `${one.module}:${one.member ?? ""}`,
    ),
  );
}

/** Collects, for each name, all statements that bind, change or delete it. */
export function historyOf(analysis: Analysis): NameHistory {
  const writers = new Map<string, StatementId[]>();
  for (const statement of analysis.statements) {
    const names = [
      ...statement.definitions.map((one) => one.name),
      ...statement.updates.map((one) => one.name),
      ...statement.facts.deletions.map((one) => one.name),
    ];
    for (const name of new Set(names)) {
      const list = writers.get(name);
      if (list) list.push(statement.id);
      else writers.set(name, [statement.id]);
    }
  }
  return { writers };
}

/** What becomes of each statement, before it is known which code can move to a shared module. */
export function classify(
  analysis: Analysis,
  parameterCells: ReadonlySet<number>,
  leftCells: ReadonlySet<number>,
): Role[] {
  const { writers } = historyOf(analysis);
  const written = ownModules(analysis);
  const finding = findsModules(analysis);
  const measured = onlyMeasured(analysis);
  const read = new Set(
    analysis.statements.flatMap(({ id, reads }) => reads.flatMap(({ from }) => from.filter((one) => one !== id))),
  );
  const code = new Set<StatementId>();
  const isContested = (name: string) => {
    const ids = writers.get(name) ?? [];
    const imports = ids.filter((id) => isImport(analysis.statements[id] as Statement));
    return imports.length < ids.length || importTargets(analysis, imports, name).size > 1;
  };
  return analysis.statements.map((statement) => {
    if (leftCells.has(statement.cell) || measured.has(statement.id)) return "left";
    if (statement.facts.measured !== undefined) return "data";
    // A name that is also bound otherwise must be imported where the notebook does, not at the top of a module.
    if (isImport(statement)) {
      code.add(statement.id);
      return statement.definitions.some(({ name }) => isContested(name)) || importsAny(statement, written)
        ? "inner"
        : "import";
    }
    if (parameterCells.has(statement.cell) && isPlainAssignment(statement)) return "parameter";
    if (isCode(statement) && makesNoSnapshot(statement, code) && !sharesState(analysis, writers, statement)) {
      code.add(statement.id);
      return "inner";
    }
    if (isNoise(statement) || finding.has(statement.id)) return "left";
    if (isSetting(statement, read)) return "setting";
    return "data";
  });
}

function isImport(statement: Statement): boolean {
  if (statement.facts.kind === "import") return true;
  const { definitions, facts } = statement;
  return (
    facts.kind === "compound" &&
    facts.imports.length > 0 &&
    definitions.length > 0 &&
    definitions.every((one) => one.kind === "import") &&
    statement.updates.length === 0 &&
    facts.deletions.length === 0
  );
}

/** A magic that only concerns the notebook's own display: `%matplotlib inline`, `name?`. */
function isNoise({ facts, effects, definitions }: Statement): boolean {
  return facts.kind === "magic" && effects.length === 0 && definitions.length === 0 && facts.magics.length > 0;
}

function importsAny(statement: Statement, modules: ReadonlyMap<string, unknown>): boolean {
  return statement.facts.imports.some(({ module }) => modules.has(topLevel(module)));
}

/** A function, class or named lambda, or branches that hold nothing else. */
function isCode(statement: Statement): boolean {
  const { facts, definitions } = statement;
  // A decorator or a class body may change data: that must happen once.
  if (statement.updates.length > 0) return false;
  if (facts.function || facts.class) return true;
  if (facts.kind !== "compound" || definitions.length === 0) return false;
  return definitions.every((one) => CODE_KINDS.has(one.kind)) && statement.effects.length === 0;
}

/** Defaults, decorators and bases read nothing that may be another value when the definition is repeated elsewhere. */
function makesNoSnapshot({ facts, reads }: Statement, code: ReadonlySet<StatementId>): boolean {
  const now = new Set(facts.uses.filter((use) => use.when === "now").map((use) => use.name));
  return reads.every(
    (read) => !now.has(read.name) || read.through !== undefined || read.from.every((id) => code.has(id)),
  );
}

/** A class or function whose own state changes and shows in variables too: it must run once, and cannot be repeated where it is used. */
function sharesState(
  analysis: Analysis,
  writers: NameHistory["writers"],
  { id, facts, definitions }: Statement,
): boolean {
  const [name] = definitions.map((one) => one.name);
  if (name === undefined || !(facts.class || facts.function)) return false;
  const isVariable = (other: string) =>
    (writers.get(other) ?? []).some((writer) =>
      (analysis.statements[writer] as Statement).definitions.some(
        (one) => one.name === other && !CODE_KINDS.has(one.kind) && !(writer === id && other === name),
      ),
    );
  return (writers.get(name) ?? []).some((writer) => {
    const { updates } = analysis.statements[writer] as Statement;
    return writer !== id && updates.some((one) => one.name === name && one.together.some(isVariable));
  });
}

/** `name = constant`, one name. */
export function isPlainAssignment(statement: Statement): boolean {
  const [operation] = statement.facts.operations;
  const [definition] = statement.definitions;
  if (definition === undefined || !canBeField(definition.name) || statement.definitions.length !== 1) return false;
  return (
    statement.facts.operations.length === 1 &&
    operation?.op === "bind" &&
    operation.certain &&
    isConstant(operation.value)
  );
}

/** Whether a parameter can have this name. The parameters are a pydantic model, whose own names begin with `model_`. */
function canBeField(name: string): boolean {
  return !/^(_|model_(config|construct|copy|dump|extra|fields|json|post|rebuild|validate|computed|parametrized))/.test(
    name,
  );
}

/** A value that is spelled out: a literal, or a collection or arithmetic of literals. */
export function isConstant(expr: Expr): boolean {
  if (expr.kind === "literal") return expr.type !== "ellipsis";
  if (expr.kind === "collection") return expr.parts.every(isConstant);
  if (expr.kind === "operation")
    return (
      expr.type === undefined && expr.operator.length <= 3 && expr.parts.length > 0 && expr.parts.every(isConstant)
    );
  return false;
}

/**
 * Changes process-wide settings and nothing else; or seeds generators besides, which harms no step that repeats it, since
 * those that draw get the state of the one before them after that. What only may draw (`tf.config.set_visible_devices`) as well.
 */
function isSetting(statement: Statement, read: ReadonlySet<StatementId>): boolean {
  if (!statement.effects.some(({ kind }) => kind === "sets")) return false;
  const others = statement.effects.some(
    ({ kind, evidence }) => !["sets", "seeds", "reads"].includes(kind) && !(kind === "draws" && evidence === "assumed"),
  );
  return (
    !others &&
    statement.updates.length === 0 &&
    statement.definitions.every(({ kind }) => kind === "loop" || kind === "import") &&
    (statement.facts.kind !== "compound" || isSetUpByBranches(statement, read))
  );
}

/** Branches or loops that set things (`if on_server: pd.set_option(...)`), not blocks at whose end it would be undone (`with`). */
function isSetUpByBranches({ id, facts, effects, definitions }: Statement, read: ReadonlySet<StatementId>): boolean {
  const sets = effects.filter(({ kind }) => kind === "sets");
  return (
    sets.every(({ certain }) => !certain) &&
    definitions.every(({ kind }) => kind === "loop") &&
    !read.has(id) &&
    !facts.calls.some(({ name }) => name === "print")
  );
}

/** Whether running the statement again elsewhere does nothing that can be noticed. */
export function isRepeatable(statement: Statement): boolean {
  return statement.effects.length === 0 && statement.updates.length === 0 && statement.facts.deletions.length === 0;
}
