import type { Expr, StatementFacts } from "../facts.ts";

/** IPython's `InteractiveShell.ast_node_interactivity`: which statements of a cell show their value. */
export type Interactivity = "all" | "last" | "last_expr" | "last_expr_or_assign" | "none";

const MODES: ReadonlySet<string> = new Set<Interactivity>(["all", "last", "last_expr", "last_expr_or_assign", "none"]);
const OPTION = "ast_node_interactivity";

/** The mode that holds for the cells after this one. */
export function interactivityAfter(statements: readonly StatementFacts[], before: Interactivity): Interactivity {
  const chosen = statements.flatMap(({ magics, operations }) => [
    ...magics.flatMap(({ name, arguments: text }) => (name === "config" ? [modeOfMagic(text)] : [])),
    ...operations.flatMap((operation) =>
      operation.op === "update" && operation.member === OPTION && operation.value?.kind === "literal"
        ? [operation.value.value]
        : [],
    ),
  ]);
  return chosen.reduce<Interactivity>((mode, one) => (isMode(one) ? one : mode), before);
}

/** `InteractiveShell.ast_node_interactivity = "all"`. */
function modeOfMagic(text: string): string | undefined {
  return new RegExp(`\\b${OPTION}\\s*=\\s*["'](\\w+)["']`).exec(text)?.[1];
}

function isMode(text: unknown): text is Interactivity {
  return typeof text === "string" && MODES.has(text);
}

/**
 * The value that a notebook in this mode shows for a statement; null when it shows none.
 *
 * @param value the value of an expression statement; null for other statements
 */
export function shownValue(
  mode: Interactivity,
  facts: StatementFacts,
  value: Expr | null,
  isLast: boolean,
): Expr | null {
  if (mode === "none" || (mode !== "all" && !isLast)) return null;
  return value ?? (mode === "last_expr_or_assign" ? assignedName(facts) : null);
}

/** The name in `name = value`, `name += value`, `name: type = value`. */
function assignedName({ kind, definitions, operations }: StatementFacts): Expr | null {
  const [definition] = definitions;
  if (kind !== "assignment" || operations.length !== 1 || definitions.length !== 1 || !definition) return null;
  const [operation] = operations;
  if (operation?.op !== "bind" || operation.name !== definition.name) return null;
  return { kind: "name", name: definition.name, span: definition.span };
}
