import type { Statement } from "../../analysis/types.ts";
import type { Span } from "../../base/spans.ts";
import type { Expr } from "../../languages/facts.ts";
import { allOf, dottedPath, type ExprOf } from "../code-index.ts";
import type { Finding } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { argument } from "./table-changes.ts";

const FOLDER_MAKERS = new Set(["os.mkdir", "os.makedirs"]);
const REMOVERS = new Set("rmtree rmdir remove unlink removedirs mkdtemp TemporaryDirectory suppress chdir".split(" "));

interface FileHazard {
  readonly kind: "folder" | "append" | "moved";
  readonly path: Expr | undefined;
  readonly by: string;
  readonly span: Span;
  readonly certain: boolean;
}

/** What a cell does to files that a second run can't do again, or does once more; the first of each kind in a cell. */
export function fileFindings(subject: Subject): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const statement of subject.analysis.statements)
    for (const hazard of hazardsOf(subject, statement)) {
      const key = `${statement.cell} ${hazard.kind}`;
      const finding = found.has(key) ? null : findingOf(subject, statement, hazard);
      if (finding) found.set(key, finding);
    }
  return [...found.values()];
}

function hazardsOf(subject: Subject, statement: Statement): readonly FileHazard[] {
  // Whatever makes or grows a file is known to write.
  if (!statement.effects.some(({ kind }) => kind === "writes" || kind === "unknown" || kind === "touches")) return [];
  return statement.facts.operations.flatMap((operation) => {
    if (!("value" in operation) || operation.value === undefined) return [];
    const { span, certain } = operation;
    const calls = allOf(operation.value).flatMap((expr) => (expr.kind === "call" ? [expr] : []));
    return calls.flatMap((call) => {
      const known = folderMade(subject, statement, call) ?? fileGrown(subject, call) ?? fileMoved(subject, call);
      return known ? [{ ...known, span, certain }] : [];
    });
  });
}

function folderMade(subject: Subject, statement: Statement, call: ExprOf<"call">) {
  const { of, arguments: given } = call;
  const allowed = argument(given, "exist_ok");
  if (of.kind !== "member" || given.some(({ spread }) => spread)) return null;
  if (allowed !== undefined && !(allowed.kind === "literal" && allowed.value === false)) return null;
  const callee = dottedPath(of, subject.code.importedPaths);
  const isMaker = callee !== null && FOLDER_MAKERS.has(callee);
  // Then `exist_ok` is given by its place.
  const isLong = given.filter(({ name }) => name === undefined).length > 2;
  if (isLong) return null;
  if (isMaker) return { kind: "folder" as const, path: given[0]?.value, by: callee };
  return of.name === "mkdir" && isPath(subject, statement, of.of)
    ? { kind: "folder" as const, path: of.of, by: "mkdir" }
    : null;
}

/** A `pathlib.Path`. */
function isPath(subject: Subject, statement: Statement, expr: Expr): boolean {
  if (expr.kind === "call") return dottedPath(expr.of, subject.code.importedPaths) === "pathlib.Path";
  if (expr.kind === "operation" && expr.operator === "/")
    return expr.parts.some((part) => isPath(subject, statement, part));
  if (expr.kind !== "name" || expr.local) return false;
  const makers = statement.reads.find(({ name }) => name === expr.name)?.from ?? [];
  const made = makers.map((id) => subject.analysis.statements[id]?.definitions.find(({ name }) => name === expr.name));
  return made.length > 0 && made.every((one) => one?.type === "pathlib.Path");
}

function fileGrown(subject: Subject, { of, arguments: given }: ExprOf<"call">) {
  const isOpen = dottedPath(of, subject.code.importedPaths) === "open";
  const isTable = of.kind === "member" && of.name === "to_csv";
  const mode = argument(given, "mode") ?? (isOpen && given[1]?.name === undefined ? given[1]?.value : undefined);
  if (!(isOpen || isTable) || mode?.kind !== "literal" || !/^a[bt+]*$/.test(String(mode.value))) return null;
  return { kind: "append" as const, path: given[0]?.value, by: isOpen ? "open" : "to_csv" };
}

/** Functions that take a file away from where it was. */
const MOVERS = new Set(["shutil.move", "os.rename", "os.renames"]);

function fileMoved(subject: Subject, { of, arguments: given }: ExprOf<"call">) {
  const callee = dottedPath(of, subject.code.importedPaths) ?? "";
  const path = given[0]?.value;
  const isFixed = path?.kind === "literal" || (path?.kind === "call" && path.arguments[0]?.value.kind === "literal");
  const isRenamed = of.kind === "member" && of.name === "rename" && of.of.kind === "call";
  if (isRenamed && of.of.kind === "call" && dottedPath(of.of.of, subject.code.importedPaths) === "pathlib.Path")
    return { kind: "moved" as const, path: of.of, by: "rename" };
  return MOVERS.has(callee) && isFixed ? { kind: "moved" as const, path, by: callee } : null;
}

/** The cell makes the file that it then moves. */
function isMadeBefore({ analysis }: Subject, { cell, id }: Statement, path: Expr | undefined): boolean {
  const literal = path?.kind === "call" ? path.arguments[0]?.value : path;
  const text = literal?.kind === "literal" ? String(literal.value) : "";
  return analysis.statements.some(
    (one) =>
      one.cell === cell &&
      one.id < id &&
      (one.files.writes.includes(text) || one.effects.some(({ kind }) => kind === "unknown" || kind === "writes")),
  );
}

function findingOf(subject: Subject, statement: Statement, hazard: FileHazard): Finding | null {
  const { cell } = statement;
  const { kind, path, by, certain, span } = hazard;
  const inCell = subject.code.calls.filter((one) => one.statement.cell === cell);
  const isRemover = (method: string | null) => method !== null && REMOVERS.has(method);
  if (inCell.some(({ method }) => isRemover(method)) || subject.tags.get(cell)?.raises) return null;
  const location = placeOf(subject, cell, span);
  if (kind === "append") {
    if (inCell.some(({ call, method }) => method === by && !fileGrown(subject, call) && writesAnew(call))) return null;
    return {
      severity: "info",
      message: `Each run of this cell writes to the end of the same file (\`${by}\` in mode \`a\`): run twice, the file holds it twice.`,
      location,
      hint: "write the whole file at once (mode `w`), or remove it before",
    };
  }
  if (kind === "moved") {
    if (!certain || isMadeBefore(subject, statement, path)) return null;
    return {
      severity: "info",
      message: `This cell fails when it is run a second time: \`${by}\` then no longer finds the file that the first run moved.`,
      location,
      hint: "copy the file, or ask first whether it is there",
    };
  }
  if (!certain || (path && isMadeHere(subject, statement, path))) return null;
  const isSure = statement.facts.kind !== "compound" && !subject.code.calls.some(({ method }) => isRemover(method));
  const isKnown = statement.effects.some((one) => one.kind === "writes" && one.resource !== null);
  return {
    ...(isSure && isKnown ? {} : { severity: "info" as const }),
    message: `This cell fails when it is run a second time: \`${by}\` then finds the folder that the first run made.`,
    location,
    hint: by === "os.mkdir" ? "use `os.makedirs(..., exist_ok=True)`" : "add `exist_ok=True`",
  };
}

/** It may start the file that another call then makes longer. */
function writesAnew({ arguments: given }: ExprOf<"call">): boolean {
  const mode = argument(given, "mode") ?? given[1]?.value;
  return !(mode?.kind === "literal" && typeof mode.value === "string" && mode.value.startsWith("r"));
}

/** A name of this cell is part of the path, so that it may be another one with each run. */
function isMadeHere({ analysis }: Subject, { cell }: Statement, path: Expr): boolean {
  const names = new Set(allOf(path).flatMap((expr) => (expr.kind === "name" ? [expr.name] : [])));
  const makers = analysis.statements.filter((one) => one.cell === cell && one.facts.kind !== "import");
  return makers.some(({ definitions, facts }) =>
    definitions.some(({ name }) => names.has(name) && !isConstant(facts.operations, name)),
  );
}

function isConstant(operations: Statement["facts"]["operations"], name: string): boolean {
  return operations.every(
    (one) => one.op !== "bind" || one.name !== name || allOf(one.value).every((expr) => isFixed(expr)),
  );
}

function isFixed(expr: Expr): boolean {
  if (expr.kind === "name") return /^[A-Z]|^os$|^pathlib$|^join$/.test(expr.name);
  return expr.kind === "literal" || expr.kind === "member" || expr.kind === "call" || expr.kind === "operation";
}
