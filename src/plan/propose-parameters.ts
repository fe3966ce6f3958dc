import type { Analysis, Statement } from "../analysis/types.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import { historyOf, isPlainAssignment } from "./classify.ts";
import { isSettableCollection } from "./constant-shape.ts";
import { locate } from "./plan-context.ts";
import { onlySeeds } from "./settings.ts";
import type { Role } from "./types.ts";

/** Types of constants that a user may want to set from the command line. */
const SIMPLE = new Set(["builtins.int", "builtins.float", "builtins.str", "builtins.bool"]);

/** How Python people write the name of a constant. In small letters a list or mapping may as well be data. */
const CAPITALS = /^[A-Z][A-Z0-9_]*$/;

/** Types of what is written as an expression but is a constant all the same: places, dates, generators with a seed. */
const PLAIN =
  /^(pathlib\.|datetime\.|pandas\.(Timestamp|Timedelta)$|random\.Random$|numpy\.random\.(Generator|RandomState)$|builtins\.(str|int|float|bool)$)/;

/**
 * Marks as parameters the constants that open the notebook: `name = literal` above the first statement that computes
 * more than places and dates (`DATA = Path("data")`), bound once and never changed. Tagged parameters are untouched.
 */
export function proposeParameters(analysis: Analysis, roles: readonly Role[]): Role[] {
  const proposed = [...roles];
  for (const statement of openingConstants(analysis, roles))
    if (roles[statement.id] === "data" && isProposed(statement)) proposed[statement.id] = "parameter";
  return proposed;
}

/**
 * Tells which constants that open the notebook are no parameters, and how they become some: those in capitals, and those beside
 * a parameter. Others are as likely data.
 */
export function leftConstants(analysis: Analysis, roles: readonly Role[]): readonly Diagnostic[] {
  const cells = new Set(analysis.statements.filter(({ id }) => roles[id] === "parameter").map(({ cell }) => cell));
  const left = openingConstants(analysis, roles).filter(
    (one) => isSettable(one) && (cells.has(one.cell) || one.definitions.some(({ name }) => CAPITALS.test(name))),
  );
  const [first] = left;
  if (first === undefined) return [];
  const names = left.flatMap(({ definitions }) => definitions.map(({ name }) => `\`${name}\``));
  const isOne = names.length === 1;
  return [
    {
      code: "CW342",
      severity: "info",
      message: `${names.join(", ")} ${isOne ? "is a constant" : "are constants"} of the code, which no configuration and no \`--patch\` sets.`,
      location: locate(first),
      hint: `to set ${isOne ? "it" : "them"}, tag ${isOne ? "its cell" : "their cells"} \`parameters\``,
    },
  ];
}

/** `name = constant` above the first statement that computes data, where nothing else binds or changes the name. */
function openingConstants(analysis: Analysis, roles: readonly Role[]): readonly Statement[] {
  const { writers } = historyOf(analysis);
  const found: Statement[] = [];
  for (const statement of analysis.statements) {
    if (roles[statement.id] !== "data" && roles[statement.id] !== "lifted") continue;
    const isConstant = isPlainAssignment(statement) && statement.facts.display === null;
    if (roles[statement.id] === "data" && !isConstant && !isPlain(statement) && !onlySeeds(statement)) break;
    if (isConstant && statement.definitions.every(({ name }) => writers.get(name)?.length === 1)) found.push(statement);
  }
  return found;
}

/** Makes a value out of constants, and does nothing else. */
function isPlain({ definitions, updates, effects, facts }: Statement): boolean {
  return (
    facts.kind === "assignment" &&
    updates.length === 0 &&
    effects.length === 0 &&
    definitions.length > 0 &&
    definitions.every(({ type }) => type !== null && PLAIN.test(type))
  );
}

function isProposed(statement: Statement): boolean {
  return (
    isSimple(statement) || (isSettable(statement) && statement.definitions.every(({ name }) => CAPITALS.test(name)))
  );
}

function isSettable(statement: Statement): boolean {
  const [bind] = statement.facts.operations;
  return isSimple(statement) || (bind?.op === "bind" && isSettableCollection(bind.value));
}

function isSimple({ definitions }: Statement): boolean {
  return definitions.every(({ type }) => SIMPLE.has(type ?? ""));
}
