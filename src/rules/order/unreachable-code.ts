import type { Statement } from "../../analysis/types.ts";
import { dottedPath } from "../code-index.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";

/** Calls that end the program. */
const EXITS = new Set(["exit", "quit", "sys.exit", "os._exit", "os.abort"]);

/** A cell that a test tool lets fail, or does not run. */
const TEST_MARK = /\b(raises[-_]exception|nbval[-_](raises[-_]exception|skip))\b/i;

/** CW112. */
export const unreachableCode: Rule = {
  code: "CW112",
  name: "unreachable-code",
  severity: "warning",
  docs: {
    finds:
      "Code stands below a `raise` or `sys.exit()` that certainly happens, behind a `return`, or behind a condition that is never true.",
    why: "A run from top to bottom ends at the `raise`, and the cells below it do not run. What stands behind a `return` in a function is told as information, as is `if False:`: it often is a switch, and what is behind it can break without anybody seeing. A cell that is tagged `raises-exception` is no matter.",
    mend: "Delete the stop or what is below it. Tag a cell that shows an error on purpose `raises-exception`. Make a switch a named parameter.",
    bad: [
      { notebook: "# %%\nimport sys\ntotal = 3\nsys.exit()\n# %%\nprint(total)\n" },
      { notebook: "# %%\ntotal = 3\nif False:\n    total = 4\nprint(total)\n" },
    ],
    good: [
      { notebook: "# %%\nimport sys\ntotal = 3\nif total > 4:\n    sys.exit()\n# %%\nprint(total)\n" },
      { notebook: "# %%\nsmall = True\ntotal = 3\nif small:\n    total = 4\nprint(total)\n" },
    ],
    references: ["https://jupyterbook.org/en/stable/content/execute.html"],
  },
  check: (subject) => {
    const { statements, cells } = subject.analysis;
    const broken = new Set(cells.flatMap(({ cell, broken: is }) => (is === null ? [] : [cell])));
    const sound = statements.filter(({ cell }) => !broken.has(cell));
    const stop = sound.find((statement) => ends(subject, statement) && !isMeantToFail(subject, statement.cell));
    const reached = stop === undefined ? sound : sound.filter(({ id }) => id <= stop.id);
    return [...reached.flatMap((one) => neverTrue(subject, one)), ...(stop === undefined ? [] : below(subject, stop))];
  },
};

/** By Jupyter's tag, or by what test tools for notebooks honour: tags of their own, comments. */
function isMeantToFail({ notebook, tags }: Subject, cell: number): boolean {
  const { tags: words = [], source = "" } = notebook.cells[cell] ?? {};
  if (tags.get(cell)?.raises) return true;
  const comments = source.split("\n").filter((line) => line.startsWith("#"));
  return [...words, ...comments].some((text) => TEST_MARK.test(text));
}

/** Nothing after the statement runs. */
function ends({ code }: Subject, { facts, reads }: Statement): boolean {
  if (facts.stops) return true;
  return facts.operations.some(({ op, certain, ...rest }) => {
    if (op !== "evaluate" || !certain || !("value" in rest)) return false;
    const { value } = rest;
    if (value?.kind !== "call") return false;
    const callee = dottedPath(value.of, code.importedPaths) ?? "";
    // A notebook may have an `exit` of its own.
    return EXITS.has(callee) && !reads.some((read) => read.name === callee && read.from.length > 0);
  });
}

function below(subject: Subject, stop: Statement): readonly Finding[] {
  const after = subject.analysis.statements.slice(stop.id + 1);
  const [first] = after;
  if (first === undefined) return [];
  const cells = new Set(after.map(({ cell }) => cell));
  cells.delete(stop.cell);
  const rest = [
    ...(first.cell === stop.cell ? ["the rest of this cell"] : []),
    ...(cells.size > 0 ? [cells.size === 1 ? "the cell below" : `the ${cells.size} cells below`] : []),
  ];
  return [
    {
      message: `The notebook ends here: ${rest.join(" and ")} ${rest.length === 1 && cells.size < 2 ? "does" : "do"} not run from top to bottom.`,
      location: placeOf(subject, stop.cell, stop.facts.span),
      related: [{ location: placeOf(subject, first.cell, first.facts.span), message: "this is not reached" }],
      hint: "delete this statement or what is below it, or tag a cell that is meant to fail `raises-exception`",
    },
  ];
}

function neverTrue(subject: Subject, { cell, facts }: Statement): readonly Finding[] {
  const code = subject.analysis.cells.find((one) => one.cell === cell)?.code ?? "";
  // What makes a function a generator stands where it does not run; `pass` and the like say nothing.
  const isSilent = (text: string) =>
    /^(yield\b|pass\b|\.\.\.|return\b|break\b|continue\b|raise NotImplementedError)/.test(text);
  const first = (facts.unreachable ?? []).find(({ start, end }) => !isSilent(code.slice(start, end)));
  if (first === undefined) return [];
  return [
    {
      severity: "info",
      message: "This code never runs, whatever the data: nobody sees when it no longer fits the rest.",
      location: placeOf(subject, cell, first),
      hint: "delete it, or put its condition into a named parameter at the top",
    },
  ];
}
