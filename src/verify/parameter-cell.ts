import type { Analysis } from "../analysis/types.ts";
import { Failure } from "../diagnostics/failure.ts";
import { cellTags } from "../notebook/cell-tags.ts";
import type { Notebook } from "../notebook/types.ts";
import type { CellToRun } from "./cells-to-run.ts";

const NUMBER = /^[-+]?(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
/** Whole numbers with a zero in front are no Python. */
const OCTAL_LIKE = /^[-+]?0\d+$/;
const WORDS: Readonly<Record<string, string>> = {
  ...{ true: "True", True: "True", TRUE: "True", false: "False", False: "False", FALSE: "False" },
  ...{ null: "None", None: "None", Null: "None", "~": "None", "": "None" },
  ...{ ".inf": 'float("inf")', "-.inf": 'float("-inf")', ".nan": 'float("nan")' },
};

/**
 * The cell that gives parameters other values, behind the one that is tagged `parameters` (or `injected-parameters`, where
 * there is one), as papermill does; null when no value is given. Its index is that behind the notebook's last cell.
 * Failures: `no-parameters`, `unknown-parameter`.
 */
export function withParameters(
  cells: readonly CellToRun[],
  values: ReadonlyMap<string, string>,
  notebook: Notebook,
  { statements }: Pick<Analysis, "statements">,
): readonly CellToRun[] {
  if (values.size === 0) return cells;
  const tagged = cells.filter(({ index }) => roleOf(notebook, index) === "parameters");
  const last = tagged.at(-1);
  if (last === undefined) {
    const message = `${notebook.path} has no cell that is tagged parameters, so that nothing can be set.`;
    throw new Failure("no-parameters", message, "tag the cell that holds them in Jupyter, or leave --set out");
  }
  const isTagged = (cell: number) => tagged.some(({ index }) => index === cell);
  const names = new Set(
    statements.filter(({ cell }) => isTagged(cell)).flatMap(({ definitions }) => definitions.map(({ name }) => name)),
  );
  const unknown = [...values.keys()].filter((name) => !names.has(name));
  if (unknown.length > 0) {
    const message = `${notebook.path} has no parameter ${unknown.join(", ")}.`;
    throw new Failure("unknown-parameter", message, `its parameters are: ${[...names].sort().join(", ") || "none"}`);
  }
  const source = [...values].map(([name, value]) => `${name} = ${pythonLiteral(value)}`).join("\n");
  const injected = { index: notebook.cells.length, source, mayRaise: false };
  const at = cells.indexOf(last) + 1;
  return [...cells.slice(0, at), injected, ...cells.slice(at)];
}

function roleOf(notebook: Notebook, index: number): string | null {
  const cell = notebook.cells[index];
  return cell === undefined ? null : cellTags(cell).role;
}

/** A value as people write it on a command line or in YAML, as Python: numbers, truth values, null, lists and maps as JSON, else text. */
export function pythonLiteral(text: string): string {
  const plain = text.trim();
  if (Object.hasOwn(WORDS, plain)) return WORDS[plain] as string;
  if (NUMBER.test(plain) && !OCTAL_LIKE.test(plain)) return plain;
  if (/^[[{"]/.test(plain)) {
    const literal = literalOfJson(plain);
    if (literal !== null) return literal;
  }
  const single = /^'((?:[^']|'')*)'$/s.exec(plain);
  return JSON.stringify(single ? (single[1] as string).replaceAll("''", "'") : text);
}

/** JSON is Python but for three words, and for what backslashes mean. Null for what is no JSON. */
function literalOfJson(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  return text.replace(/"(?:[^"\\]|\\.)*"|\b(?:true|false|null)\b/gs, (part) =>
    part.startsWith('"') ? JSON.stringify(JSON.parse(part)) : (WORDS[part] as string),
  );
}
