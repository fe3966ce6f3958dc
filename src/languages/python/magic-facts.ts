import type { Span } from "../../base/spans.ts";
import type { Magic, StatementFacts, Use } from "../facts.ts";
import type { MeasuredCode } from "../measured-code.ts";
import { analyzeFlow } from "./flow/analyze-flow.ts";
import type { EmbeddedCode } from "./mask-cell.ts";
import type { CellReading } from "./read-statement.ts";
import { lower } from "./syntax/lower.ts";
import { parseCode } from "./syntax/parse-code.ts";

/** Line magics that change the notebook's names in ways that the text does not show. */
const dynamicMagics = new Set([
  "run",
  "load",
  "loadpy",
  "pylab",
  "reset",
  "reset_selective",
  "xdel",
  "macro",
  "rerun",
  "recall",
  "rep",
]);

/** Adds to the statements of a cell what its magics do: they bind and read names, hide code, and keep names to themselves. */
export function attachMagics(reading: CellReading, statements: readonly StatementFacts[]): readonly StatementFacts[] {
  const { magics, cellMagics, definitions, embedded, isolated } = reading.mask;
  if (statements.length === 0) return statements;
  const enriched = isolate(statements, isolated);
  const change = (span: Span, add: (statement: StatementFacts) => StatementFacts) => {
    const index = statementAt(enriched, span.start);
    enriched[index] = add(enriched[index] as StatementFacts);
  };
  for (const magic of magics) change(magic.span, (statement) => withMagic(statement, magic));
  for (const code of embedded) {
    const found = usesIn(reading, code);
    change(code.span, (statement) => ({ ...statement, uses: [...statement.uses, ...newUses(statement, found)] }));
  }
  for (const { name, span } of definitions) {
    const definition = { name, kind: "variable", certain: true, span } as const;
    const add = (statement: StatementFacts) => ({ ...statement, definitions: [...statement.definitions, definition] });
    const ofCell = cellMagics.some((magic) => magic.foreignBody === undefined && isIn(span, magic.span));
    const last = ofCell ? lastThatRuns(enriched) : -1;
    if (last === -1) change(span, add);
    else enriched[last] = add(enriched[last] as StatementFacts);
  }
  return enriched;
}

/** The last statement that stays where it is: what a magic around the cell binds is there once that is done. */
function lastThatRuns(statements: readonly StatementFacts[]): number {
  return statements.findLastIndex(({ kind }) => kind !== "import" && kind !== "function" && kind !== "class");
}

function isIn(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** The last statement that starts at or before an offset; the first one if none does. */
function statementAt(statements: readonly StatementFacts[], offset: number): number {
  const after = statements.findIndex(({ span }) => span.start > offset);
  if (after === 0) return 0;
  return after === -1 ? statements.length - 1 : after - 1;
}

function withMagic(statement: StatementFacts, magic: Magic): StatementFacts {
  const span = { start: statement.span.start, end: Math.max(statement.span.end, magic.span.end) };
  const { name = "", arguments: text } = magic;
  const isDynamic = dynamicMagics.has(name) || (name === "store" && /(^|\s)-r\b/.test(text));
  const found = isDynamic ? [{ name: `%${name}`, span: magic.span, text }] : [];
  return { ...statement, span, magics: [...statement.magics, magic], dynamic: [...statement.dynamic, ...found] };
}

/** Names in code that the mask hides: `!echo {path}`. */
function usesIn(reading: CellReading, { text, optional, span }: EmbeddedCode): readonly Use[] {
  const code = text.trim();
  const input = { code, isMasked: () => false };
  const bound = new Set<string>();
  const uses: Use[] = [];
  for (const node of parseCode(reading.parser, code).root.children) {
    const names = analyzeFlow(lower(input, node), reading.postponesAnnotations);
    for (const use of names.uses) {
      // Where an expression in a magic names nothing, IPython takes it as text.
      if (!bound.has(use.name)) uses.push({ ...use, span, certain: use.certain && !optional, tried: true });
    }
    for (const { name, certain } of names.definitions) if (certain) bound.add(name);
  }
  return uses;
}

function newUses(statement: StatementFacts, found: readonly Use[]): readonly Use[] {
  return found.filter((use, index) => {
    const isSame = (other: Use) => other.name === use.name && other.when === use.when;
    return !statement.uses.some(isSame) && found.findIndex(isSame) === index;
  });
}

/** Code that `timeit` runs in a namespace of its own: what it binds is neither bound nor missing in the notebook. */
function isolate(statements: readonly StatementFacts[], isolated: readonly MeasuredCode[]): StatementFacts[] {
  const all = [...statements];
  for (const code of isolated) {
    const isPart = ({ span }: StatementFacts) => span.start >= code.start && span.start < code.end;
    const own = all.filter(isPart).flatMap(({ definitions }) => definitions);
    const measured = { ...code, names: [...new Set(own.map(({ name }) => name))] };
    const bound = new Set<string>();
    all.forEach((statement, index) => {
      if (!isPart(statement)) return;
      const uses = statement.uses.filter(({ name }) => !bound.has(name));
      for (const { name } of statement.definitions) bound.add(name);
      all[index] = { ...statement, uses, definitions: [], deletions: [], measured };
    });
  }
  return all;
}
