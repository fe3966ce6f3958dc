import type { Expr, Magic } from "../../languages/facts.ts";
import { dottedPath } from "../code-index.ts";
import type { Subject } from "../subject.ts";
import { type AbsolutePath, HOMES } from "./home-folders.ts";

const MAKES_PATH = /^(pathlib\.(Pure)?(Posix|Windows)?Path|os\.path\.join)$/;
/** Shells and files that a cell can be of another language for. */
const SHELLS = /^(bash|sh|script|system|sx|cmd|writefile|file)$/;

/** Paths that stand in pieces: `Path("/home") / "ada"`, `os.path.join("/home/ada", "x.csv")`. */
export function joinedPaths(subject: Subject): readonly AbsolutePath[] {
  const { calls, operations, importedPaths } = subject.code;
  const found = new Map<string, AbsolutePath>();
  const add = (cell: number, expr: Expr): void => {
    const pieces = piecesOf(expr, importedPaths);
    const [first = "", ...others] = pieces;
    // One piece that says it alone is told where it stands.
    if (others.length === 0 || HOMES.test(first)) return;
    const text = pieces.join("/").replace(/\/{2,}/g, "/");
    const root = HOMES.exec(`${text}/`)?.[0];
    if (root !== undefined) found.set(`${cell}:${expr.span.start}`, { cell, span: expr.span, text, root });
  };
  for (const { operation, statement } of operations)
    if ("value" in operation && operation.value?.kind === "operation") add(statement.cell, operation.value);
  for (const { call, statement } of calls)
    if (!found.has(`${statement.cell}:${call.span.start}`)) add(statement.cell, call);
  return [...found.values()];
}

/** The constant pieces at the start of a path; none where it is no path. */
function piecesOf(expr: Expr, imported: ReadonlyMap<string, string>): readonly string[] {
  if (expr.kind === "operation" && expr.operator === "/") {
    const [left, right] = expr.parts;
    const before = left === undefined ? [] : piecesOf(left, imported);
    const isText = right?.kind === "literal" && typeof right.value === "string";
    return before.length > 0 && isText ? [...before, String(right.value)] : before;
  }
  if (expr.kind !== "call" || !MAKES_PATH.test(dottedPath(expr.of, imported) ?? "")) return [];
  const pieces: string[] = [];
  for (const { value } of expr.arguments) {
    if (value.kind !== "literal" || typeof value.value !== "string") break;
    pieces.push(value.value);
  }
  return pieces;
}

/** Paths in commands of a shell; of each command the first. */
export function commandPaths({ analysis }: Subject): readonly AbsolutePath[] {
  const ofLines = analysis.statements.flatMap(({ cell, facts }) =>
    facts.magics.flatMap((magic) => (magic.form === "shell" ? pathIn(magic.arguments, magic, cell) : [])),
  );
  const ofCells = analysis.cells.flatMap(({ cell, cellMagics }) =>
    cellMagics.flatMap((magic) =>
      magic.foreignBody !== undefined && SHELLS.test(magic.name ?? "")
        ? pathIn(/^(writefile|file)$/.test(magic.name ?? "") ? magic.arguments : magic.foreignBody, magic, cell)
        : [],
    ),
  );
  return [...ofLines, ...ofCells];
}

function pathIn(command: string, { span }: Magic, cell: number): readonly AbsolutePath[] {
  const words = command.split(/[\s"'`=;|&<>(){}]+/);
  const text = words.find((word) => HOMES.test(word));
  const root = HOMES.exec(text ?? "")?.[0];
  return text === undefined || root === undefined ? [] : [{ cell, span, text, root }];
}
