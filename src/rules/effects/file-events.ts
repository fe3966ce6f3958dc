import type { Effect, Statement } from "../../analysis/types.ts";
import type { Magic } from "../../languages/facts.ts";
import { allOf, type CallSite } from "../code-index.ts";
import { statementCode } from "../statement-code.ts";
import type { Subject } from "../subject.ts";
import { callOf } from "./draws.ts";

/** A read of a file whose name is a constant. */
export interface FileRead {
  readonly statement: Statement;
  readonly effect: Effect;
  readonly path: string;
  /** Nothing above can have made the file without the code showing it: no command, no download, no unknown call. */
  readonly isAlone: boolean;
}

/** What notebooks do with files of constant names, top down, up to the first change of the working folder. */
export interface FileEvents {
  /** Certain reads, of each path the first, without those that ask whether it is there. */
  readonly reads: readonly FileRead[];
  /** Statements that write a path, first to last. */
  readonly writes: ReadonlyMap<string, readonly Statement[]>;
}

/** What asks whether a file is there, or makes it. */
const ASKS = /(^|\.)(exists|isfile|isdir|is_file|is_dir|access|stat|lexists|touch|mkdir|makedirs|getsize)$/;
const NO_FILE = /[*?{}<>|\n]|:\/\/|^$|^~|^-$|^\.{1,2}\/?$/;
const HARMLESS =
  /^\s*(pip|ls|pwd|echo|cat|head|tail|wc|nvidia-smi|python3?\s+(--version|-m\s+pip)|which|date|conda|apt|jupyter|uname|free|df|du|file|tree)\b/;

/** Reads and writes of files that the notebook names. */
export function fileEvents(subject: Subject): FileEvents {
  const { analysis } = subject;
  const reads: FileRead[] = [];
  const writes = new Map<string, Statement[]>();
  const read = new Set<string>();
  const asked = askedPaths(subject);
  const cells = new Map(analysis.cells.map((one) => [one.cell, one]));
  const makers = foreignCells(subject);
  let isAlone = true;
  let isHere = true;
  for (const statement of analysis.statements) {
    isHere &&= !statement.effects.some(({ kind, resource }) => kind === "sets" && resource === "directory");
    for (const effect of statement.effects) {
      const path = effect.resource ?? "";
      if (
        effect.kind !== "reads" ||
        isListing(subject, statement, effect) ||
        !isHere ||
        read.has(path) ||
        NO_FILE.test(path)
      )
        continue;
      read.add(path);
      if (!effect.certain || asked.has(path) || isGuarded(subject, statement) || isFetched(subject, statement, effect))
        continue;
      const isMade = makers.some((cell) => cell < statement.cell) || mayFetch(statement, effect);
      reads.push({
        statement,
        effect,
        path,
        isAlone: isAlone && !isMade && !isFound(subject, statement, effect),
      });
    }
    for (const path of statement.files.writes) writes.set(path, [...(writes.get(path) ?? []), statement]);
    isAlone &&= !mayMakeFiles(statement, (cells.get(statement.cell)?.cellMagics.length ?? 0) > 0);
  }
  return { reads, writes };
}

/** What gives nothing, and no error, where the folder is not there. */
const LISTS = /^(i?glob|rglob|walk)$/;

function isListing({ code }: Subject, statement: Statement, { span }: Effect): boolean {
  const isIts = ({ call }: CallSite) => call.span.start === span.start && call.span.end === span.end;
  return code.calls.some((site) => site.statement === statement && isIts(site) && LISTS.test(site.method ?? ""));
}

/** What is read is fetched first where it is not there: `MNIST("data", download=True)`. */
function isFetched(subject: Subject, statement: Statement, effect: Effect): boolean {
  const given = callOf(subject, statement, effect)?.call.arguments ?? [];
  return given.some(({ name, value }) => name === "download" && value.kind === "literal" && value.value === true);
}

/** The call that reads goes to the network as well, as those do that keep what they have fetched. */
function mayFetch({ effects }: Statement, { span }: Effect): boolean {
  return effects.some(
    (one) =>
      one.kind === "touches" &&
      one.resource === "network" &&
      one.span.start === span.start &&
      one.span.end === span.end,
  );
}

/** The path goes through a function first, which may look for the file elsewhere: `open(find_data("a.csv"))`. */
function isFound(subject: Subject, statement: Statement, effect: Effect): boolean {
  const site = callOf(subject, statement, effect);
  const parts = site?.call.arguments.flatMap(({ value }) => allOf(value)) ?? [];
  return parts.some((part) => part.kind === "call" && part.of.kind === "name" && !isPathMaker(part.of.name));
}

function isPathMaker(name: string): boolean {
  return /^(Path|PurePath|str|open|join|fspath)$/.test(name);
}

/** Text constants in calls that ask for a file; the code has thought of its absence. */
function askedPaths({ code, analysis }: Subject): ReadonlySet<string> {
  const asking = code.calls.filter(({ callee, method }) => ASKS.test(callee ?? method ?? ""));
  const ids = new Set(asking.map(({ statement }) => statement.id));
  const found = new Set(code.texts.filter(({ statement }) => ids.has(statement.id)).map(({ text }) => text));
  for (const { id, effects } of analysis.statements)
    if (ids.has(id)) for (const { kind, resource } of effects) if (kind === "reads" && resource) found.add(resource);
  return found;
}

/** In a `try`, whose handlers may deal with it, or in a cell that may fail, or that no runner runs. */
function isGuarded({ analysis, tags }: Subject, statement: Statement): boolean {
  const tag = tags.get(statement.cell);
  if (tag?.raises || tag?.role === "skip") return true;
  if (statement.facts.kind !== "compound") return false;
  const code = statementCode(analysis, statement);
  return /^\s*(try\b|with\s+(contextlib\.)?(suppress|pytest\.raises|raises)\b)/m.test(code);
}

/** Cells of a shell or another language, which may have no statements at all. */
function foreignCells({ analysis }: Subject): readonly number[] {
  return analysis.cells.filter(({ cellMagics }) => cellMagics.some(isForeignCode)).map(({ cell }) => cell);
}

function isForeignCode({ foreignBody, name }: Magic): boolean {
  if (foreignBody === undefined) return false;
  return !/^(html|writefile|file|latex|markdown|svg|javascript|js)$/i.test(name ?? "");
}

function mayMakeFiles({ effects, facts }: Statement, hasCellMagics: boolean): boolean {
  if (effects.some(({ kind, resource }) => kind === "unknown" || (kind === "touches" && resource === "network")))
    return true;
  if (effects.some(({ kind, resource }) => kind === "writes" && resource === null)) return true;
  if (facts.magics.some(({ form, arguments: text }) => form === "shell" && !HARMLESS.test(text))) return true;
  if (facts.magics.some(({ name }) => name === "run")) return true;
  return (
    effects.some(({ kind, resource }) => kind === "touches" && resource === "process") &&
    facts.magics.length === 0 &&
    !hasCellMagics
  );
}
