import { isSessionName } from "../analysis/is-session-name.ts";
import type { Analysis, Effect, NameRead, Statement } from "../analysis/types.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import { mayRaise, type PlanContext } from "./plan-context.ts";
import type { Role, StepGraph } from "./types.ts";

/** What of the notebook cannot become a pipeline soundly, each with the smallest edit that helps; and what to know of the rest. */
export function limitDiagnostics(
  analysis: Analysis,
  roles: readonly Role[],
  graph: StepGraph,
  context: PlanContext,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [...analysis.diagnostics];
  const isBroken = new Set(analysis.cells.filter((cell) => cell.broken !== null).map(({ cell }) => cell));
  const told = new Set<string>();
  for (const statement of analysis.statements) {
    if (roles[statement.id] === "left") continue;
    diagnostics.push(...dynamicNames(statement), ...sessionUses(statement), ...hiddenBindings(statement));
    if (isBroken.has(statement.cell) || mayRaise(context, statement.cell)) continue;
    for (const read of sessionNames(statement, context)) {
      if (!told.has(read.name)) diagnostics.push(historyDiagnostic(statement, read));
      told.add(read.name);
    }
  }
  for (const step of graph.steps)
    for (const part of step.parts) diagnostics.push(...declaredOrder(graph, step.name, part.cell, context));
  return diagnostics;
}

/** Knowledge of the type that `get_ipython()` gives. */
const SHELL = "IPython.core.interactiveshell.InteractiveShell.";

function dynamicNames(statement: Statement): readonly Diagnostic[] {
  return (
    statement.facts.dynamic
      .filter((one) => !one.name.startsWith("%"))
      // What is done with the shell is library knowledge: see `sessionUses`.
      .filter((one) => one.name !== "get_ipython" || one.text !== undefined)
      .map((one) => ({
        code: "CW320",
        severity: "error",
        message: `\`${one.name}\` reads or binds names of the notebook in a way that cannot be seen from the code, so the inputs and outputs of a step cannot be known.`,
        location: { cell: statement.cell, span: one.span },
        hint:
          one.text !== undefined
            ? `write \`${one.text.split("\n")[0]}\` itself, on a line of its own`
            : `name the variables instead of using \`${one.name}\`, or tag the cell \`skip\``,
      }))
  );
}

/** What belongs to the session of a notebook: its names, its history, its kernel. A step has a shell without them. */
function sessionUses(statement: Statement): readonly Diagnostic[] {
  return bindings(statement, true).map((effect) => ({
    code: "CW320",
    severity: "error",
    message: `\`get_ipython().${effect.resource?.slice(SHELL.length)}\` reaches into the session of the notebook, which a pipeline does not have, so the inputs and outputs of a step cannot be known.`,
    location: { cell: statement.cell, span: effect.span },
    hint: "write what it does as plain Python, with the variables by their names, or tag the cell `skip`",
  }));
}

/** Calls that bind names behind the notebook's back. */
function hiddenBindings(statement: Statement): readonly Diagnostic[] {
  if (statement.facts.writtenOut) return [];
  return bindings(statement, false).map((effect) => ({
    code: "CW323",
    severity: "error",
    message: `\`${effect.resource}\` binds names that the code does not show, so the inputs and outputs of a step cannot be known.`,
    location: { cell: statement.cell, span: effect.span },
    hint: "write out the imports and definitions that it makes",
  }));
}

function bindings(statement: Statement, ofShell: boolean): readonly Effect[] {
  return statement.effects.filter(
    ({ kind, resource }) => kind === "binds" && (resource?.startsWith(SHELL) ?? false) === ofShell,
  );
}

/** What IPython keeps of a session: the results of earlier cells. */
function sessionNames(statement: Statement, { builtins }: PlanContext): readonly NameRead[] {
  return statement.reads.filter(({ name, from }) => from.length === 0 && !builtins.has(name) && isSessionName(name));
}

function historyDiagnostic({ cell }: Statement, { name, span }: NameRead): Diagnostic {
  return {
    code: "CW321",
    severity: "error",
    message: `\`${name}\` is what an earlier cell showed; a pipeline has no such history.`,
    location: { cell, span },
    hint: "give the value a name in the cell that shows it, and use that name",
  };
}

/** A declared predecessor that the data flow contradicts. */
function declaredOrder(graph: StepGraph, name: string, cell: number, context: PlanContext): readonly Diagnostic[] {
  const tag = context.tags.get(cell);
  const step = graph.steps.find((one) => one.name === name);
  if (!tag || tag.previous === undefined || tag.previous.length === 0 || !step || step.cells[0] !== cell) return [];
  const before = new Set<string>();
  const queue = [...tag.previous];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (before.has(next)) continue;
    before.add(next);
    const other = graph.steps.find((one) => one.name === next || one.title === next);
    const first = other?.cells[0];
    if (first !== undefined) queue.push(...(context.tags.get(first)?.previous ?? []));
  }
  return step.inputs
    .filter(
      (input) =>
        !before.has(input.from) && !before.has(graph.steps.find((one) => one.name === input.from)?.title ?? ""),
    )
    .map((input) => ({
      code: "CW322",
      severity: "warning",
      message: `the tags say that \`${name}\` comes after ${tag.previous?.map((one) => `\`${one}\``).join(", ")}, but it reads \`${input.name}\`, which \`${input.from}\` defines; the pipeline follows the data.`,
      location: input.usedAt,
      related: [{ location: input.definedAt, message: `\`${input.name}\` is defined here` }],
      hint: `add the tag \`prev:${input.from}\``,
    }));
}
