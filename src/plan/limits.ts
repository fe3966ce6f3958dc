import type { Analysis, Effect, Statement } from "../analysis/types.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import { mayRaise, type PlanContext } from "./plan-context.ts";
import type { Role, StepGraph } from "./types.ts";
import { unseededDraws } from "./unseeded.ts";

/** What of the notebook cannot become a pipeline soundly, each with the smallest edit that helps; and what to know of the rest. */
export function limitDiagnostics(
  analysis: Analysis,
  roles: readonly Role[],
  graph: StepGraph,
  context: PlanContext,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [...analysis.diagnostics];
  const starred = graph.starImports.length > 0;
  const broken = analysis.cells.filter((cell) => cell.broken !== null);
  const isBroken = new Set(broken.map(({ cell }) => cell));
  // What a cell that cannot be read would define is not missing: the cell is what is to be mended.
  const reported = new Set(broken.flatMap((cell) => cell.broken?.names ?? []));
  for (const statement of analysis.statements) {
    if (roles[statement.id] === "left") continue;
    diagnostics.push(...dynamicNames(statement), ...sessionUses(statement), ...hiddenBindings(statement));
    if (starred || isBroken.has(statement.cell) || mayRaise(context, statement.cell)) continue;
    for (const one of undefinedNames(statement, context)) {
      if (reported.has(one.name)) continue;
      reported.add(one.name);
      diagnostics.push(one.diagnostic);
    }
  }
  diagnostics.push(...unseededDraws(analysis, ({ id }) => roles[id] === "left"));
  for (const step of graph.steps)
    for (const part of step.parts) diagnostics.push(...declaredOrder(graph, step.name, part.cell, context));
  return diagnostics;
}

const LAST_RESULTS = /^(_|__|___|_\d+|In|Out|_i+|_i\d+|_oh|_ih|_dh)$/;
/** Knowledge of the type that `get_ipython()` gives. */
const SHELL = "IPython.core.interactiveshell.InteractiveShell.";
const SEEN_AS_TEXT = new Set(["eval", "exec"]);

function dynamicNames(statement: Statement): readonly Diagnostic[] {
  return (
    statement.facts.dynamic
      .filter((one) => !one.name.startsWith("%"))
      .filter((one) => !(SEEN_AS_TEXT.has(one.name) && one.text !== undefined))
      // What is done with the shell is library knowledge: see `sessionUses`.
      .filter((one) => one.name !== "get_ipython" || one.text !== undefined)
      .map((one) => ({
        code: "CW320",
        severity: "error",
        message: `\`${one.name}\` reads or binds names of the notebook in a way that cannot be seen from the code, so the inputs and outputs of a step cannot be known.`,
        location: { cell: statement.cell, span: one.span },
        hint:
          one.name === "get_ipython"
            ? `write \`${one.text?.split("\n")[0]}\` on a line of its own`
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

function undefinedNames(
  statement: Statement,
  context: PlanContext,
): readonly { name: string; diagnostic: Diagnostic }[] {
  return statement.reads
    .filter(
      (read) =>
        read.from.length === 0 && !context.builtins.has(read.name) && (read.certain || LAST_RESULTS.test(read.name)),
    )
    .map((read) => {
      const location = { cell: statement.cell, span: read.span };
      if (LAST_RESULTS.test(read.name)) {
        return {
          name: read.name,
          diagnostic: {
            code: "CW321",
            severity: "error",
            message: `\`${read.name}\` is what an earlier cell showed; a pipeline has no such history.`,
            location,
            hint: "give the value a name in the cell that shows it, and use that name",
          },
        };
      }
      return {
        name: read.name,
        diagnostic: {
          code: "CW101",
          severity: "error",
          message: `\`${read.name}\` is used here, and no cell above defines it: the notebook does not run from top to bottom.`,
          location,
          hint: `define \`${read.name}\` above this cell, or tag the cell \`skip\``,
        },
      };
    });
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
