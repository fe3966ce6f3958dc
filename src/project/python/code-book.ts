import type { Analysis, CELL_HOOKS, Statement, StatementId } from "../../analysis/types.ts";
import type { CellFacts, ImportedName } from "../../languages/facts.ts";
import {
  declareAdded,
  type ExtendedFunction,
  isLambda,
  passAdded,
  variablesOfTexts,
} from "../../languages/python/emit/added-parameters.ts";
import { type Annotation, annotate } from "../../languages/python/emit/annotation.ts";
import { type CodeLine, plainLines, type TextEdit } from "../../languages/python/emit/code-lines.ts";
import { emitEffectImport, emitImport, unused } from "../../languages/python/emit/emit-import.ts";
import {
  type CellWrap,
  emitCellWrap,
  emitMagicStatement,
  type MagicCode,
} from "../../languages/python/emit/emit-magic-statement.ts";
import { emitStatement } from "../../languages/python/emit/emit-statement.ts";
import { guardedImportEdits } from "../../languages/python/emit/guarded-import.ts";
import { annotateSeen, type SeenAnnotation } from "../../languages/python/emit/seen-annotation.ts";
import { callOf } from "../../plan/set-up-in-steps.ts";
import { projectParameter } from "../../plan/several/joint-graph.ts";
import type { JoinedPlan, PlanModules } from "../../plan/several/types.ts";
import type { NeededName, StepGraph } from "../../plan/types.ts";
import { typeImports } from "./type-imports.ts";

/** Code with what it needs at the top of its module. */
export interface CodePiece {
  readonly lines: readonly CodeLine[];
  readonly imports: readonly string[];
  /** It shows a value, and with that the figures of its cell. */
  readonly shows?: boolean;
}

/** Looks statements up and writes them out, for any module of the project. */
export class CodeBook {
  readonly package: string;
  readonly #analysis: Analysis;
  readonly #graph: StepGraph;
  readonly #cells: ReadonlyMap<number, CellFacts>;
  /** What the project's `show` is called where the notebook may have a name like that. */
  readonly #show: string;
  readonly #typeImports: ReadonlyMap<string, string>;
  /** Functions that take data as parameters, by name. */
  readonly #extended: ReadonlyMap<string, ExtendedFunction>;
  readonly #modules: PlanModules;

  constructor({ analysis, graph, modules }: Omit<JoinedPlan, "label">, packageName: string) {
    this.package = packageName;
    this.#modules = modules;
    this.#analysis = analysis;
    this.#graph = graph;
    this.#cells = new Map(analysis.cells.map((cell) => [cell.cell, cell]));
    this.#typeImports = typeImports(analysis);
    this.#extended = extendedFunctions(analysis, graph);
    const isTaken =
      graph.steps.some(({ name }) => name === "show") ||
      analysis.statements.some((one) => one.definitions.some(({ name }) => name === "show"));
    this.#show = isTaken || graph.starImports.length > 0 ? "show_value" : "show";
  }

  /** A statement of the notebook. */
  statement(id: StatementId): Statement {
    return this.#analysis.statements[id] as Statement;
  }

  /** The cell that a statement stands in. */
  cell(id: StatementId): CellFacts {
    return this.#cells.get(this.statement(id).cell) as CellFacts;
  }

  /** A statement of the notebook as plain Python. */
  piece(id: StatementId, inFunction: boolean, mayShow = inFunction): CodePiece {
    const statement = this.statement(id);
    const own = this.#added(statement);
    const targets = mayShow || !inFunction ? [] : this.#targetsOfSetUp(id);
    const added = {
      ...own,
      edits: [...own.edits, ...this.#tables(id), ...targets, ...variablesOfTexts(statement.facts, inFunction)],
    };
    const magic: MagicCode | null = emitMagicStatement(this.cell(id), statement.facts, {
      inFunction,
      shows: mayShow,
      package: this.package,
      boundNames: boundIn(statement),
      edits: added.edits,
    });
    if (magic) return { ...magic, imports: [...magic.imports, ...added.imports, ...this.#displayImports(statement)] };
    const show = mayShow && statement.displays !== "nothing" ? this.#showing(id) : null;
    const lines = emitStatement(this.cell(id), statement.facts, { show, inFunction }, added.edits);
    return {
      lines,
      imports: [
        ...added.imports,
        ...(show === null ? [] : [this.displayImport(show === "show_value" ? `show as ${show}` : show)]),
        ...this.#displayImports(statement),
      ],
      shows: show === this.#show,
    };
  }

  /** The function that shows the value of a statement: another one before the end of a cell that may have figures. */
  #showing(id: StatementId): string {
    const isLast = this.#analysis.statements[id + 1]?.cell !== this.statement(id).cell;
    return isLast || !this.drawsFigures() ? this.#show : "show_part";
  }

  /** What a step repeats for its settings gives its value in its own step: `before = np.seterr(...)` is `np.seterr(...)`. */
  #targetsOfSetUp(id: StatementId): readonly TextEdit[] {
    const statement = this.statement(id);
    const call = this.#graph.roles[id] === "data" ? callOf(statement) : null;
    return call === null ? [] : [{ span: { start: statement.facts.span.start, end: call.start }, text: "" }];
  }

  /** Tables of the catalog stand in the place of the calls that read them. */
  #tables(id: StatementId): readonly TextEdit[] {
    const read = this.#graph.catalog.filter(({ statement, kind }) => statement === id && kind === "source");
    return read.map(({ span, argument }) => ({ span, text: argument }));
  }

  /** Tables that a step takes from the catalog, with their types where these are known. */
  sources(step: string): readonly { readonly name: string; readonly type: string | null }[] {
    const own = this.#graph.catalog.filter((entry) => entry.step === step && entry.kind === "source");
    return own.map(({ argument, format }) => ({
      name: argument,
      type: format === "pickle" ? null : "pandas.DataFrame",
    }));
  }

  /** Whether the statement only writes a table of the catalog, which the runner does. */
  isWrittenByRunner(id: StatementId): boolean {
    return this.#graph.catalog.some(({ statement, kind }) => statement === id && kind === "sink");
  }

  /** What the statement passes to functions that take more than in the notebook, and what it takes itself if it is one. */
  #added({ id, facts }: Statement): { readonly edits: readonly TextEdit[]; readonly imports: readonly string[] } {
    const passed = passAdded(facts, (name) => this.#extended.get(name));
    const own = this.#graph.lifted.added.find((one) => one.statement === id);
    const extended = own && this.#extended.get(own.name);
    if (!extended) return passed;
    const known = own.parameters.filter(({ type }) => type !== null && !isLambda(extended.facts));
    const types = new Map(known.map(({ name, type }) => [name, this.annotation(type)]));
    const typed = (name: string) => {
      const text = types.get(name)?.text ?? "Any";
      return text === "Any" ? name : `${name}: ${text}`;
    };
    const imports = [...types.values()].flatMap((one) => (one.text === "Any" ? [] : one.imports));
    return { edits: [...passed.edits, declareAdded(extended, typed)], imports: [...passed.imports, ...imports] };
  }

  /** `display` and `get_ipython` that the notebook uses without importing them, or above the import. */
  #displayImports({ reads, facts }: Statement): readonly string[] {
    const isRead = (name: string) => reads.some((read) => read.name === name && read.from.length === 0);
    const isFree = (name: string) =>
      [facts.function, facts.class].some((code) => code?.freeNames.includes(name)) && !this.#isDefined(name);
    const importOf = (name: string, ours: string) => {
      if (!isRead(name) && !isFree(name)) return [];
      const same = this.#importsOf(name).filter(({ module }) => /^IPython\b/.test(module));
      return same.length > 0 ? same.map(emitImport) : [ours];
    };
    return [
      ...importOf("display", this.displayImport("display")),
      ...importOf("get_ipython", "from IPython import get_ipython"),
    ];
  }

  #isDefined(name: string): boolean {
    return this.#analysis.statements.some(({ definitions }) => definitions.some((one) => one.name === name));
  }

  /** The import of something of the project's display module. */
  displayImport(name: string): string {
    return `from ${this.package}.runtime.display import ${name}`;
  }

  /**
   * Import lines for names that come from the notebook's own imports, and whole statements where branches decide. What such
   * a statement prints is left to the first step that needs it.
   */
  imports(
    names: readonly NeededName[],
    step?: string,
  ): { readonly lines: readonly string[]; readonly blocks: readonly CodeLine[][] } {
    const lines: string[] = [];
    const blocks = new Map<StatementId, CodeLine[]>();
    for (const { name, statement, inText } of names) {
      const { facts } = this.statement(statement);
      if (facts.kind !== "import") {
        const cell = this.cell(statement);
        const edits = guardedImportEdits(cell.code, facts, !this.#isToldBy(statement, step));
        blocks.set(statement, [...emitStatement(cell, facts, { show: null, inFunction: false }, edits)]);
        continue;
      }
      for (const one of this.#importsOf(name)) lines.push(inText ? emitEffectImport(one) : emitImport(one));
    }
    return { lines, blocks: [...blocks.values()] };
  }

  /** Whether it is up to the step to show what an import prints; up to any module when no step has that import. */
  #isToldBy(id: StatementId, step: string | undefined): boolean {
    const first = this.#graph.steps.find(({ imports }) => imports.some(({ statement }) => statement === id));
    return first === undefined || first.name === step;
  }

  /** All imports that make up a name: `import a.b` and `import a.c` both give `a`. */
  #importsOf(name: string): readonly ImportedName[] {
    return this.#analysis.statements
      .filter((one) => this.#graph.roles[one.id] === "import")
      .flatMap((one) => one.facts.imports.filter((bound) => bound.name === name));
  }

  /** Imports of names from the shared module. */
  liftedImports(names: readonly NeededName[]): readonly string[] {
    const { functions, borrowed } = this.#modules;
    return names.map(({ name, inText }) => {
      const line = `from ${this.package}.${borrowed.get(name) ?? functions} import ${name}`;
      return inText ? unused(line) : line;
    });
  }

  /** What a parameter of the notebook is called in the project. */
  parameterName(name: string): string {
    return projectParameter(this.#graph, name);
  }

  /**
   * Star and future imports, which every module with notebook code repeats, in the notebook's order; and those that change
   * something by themselves, where they stand above some of the code.
   */
  commonImports(code: readonly StatementId[]): readonly string[] {
    const effects = this.#graph.effectImports
      .filter(({ statement }) => code.some((id) => id > statement))
      .map(({ imported }) => emitEffectImport(imported));
    const future = this.#graph.futureImports.flatMap((id) => this.statement(id).facts.imports.map(emitImport));
    const stars = this.#graph.starImports.flatMap((id) =>
      this.statement(id)
        .facts.imports.filter((one) => one.member === "*")
        .map((one) => `${emitImport(one)}  # noqa: F403`),
    );
    return [...future, ...stars, ...effects];
  }

  /** Whether the notebook draws figures for sure. */
  drawsFigures(): boolean {
    return this.#analysis.statements.some((one) =>
      one.effects.some((effect) => effect.kind === "plots" && effect.evidence === "proved"),
    );
  }

  /** Whether something is called around the cells of the notebook, so that steps must say where they end. */
  marksCells(): boolean {
    const hooks: typeof CELL_HOOKS = "cells";
    return this.#analysis.statements.some((one) =>
      one.effects.some((effect) => effect.kind === "sets" && effect.resource === hooks),
    );
  }

  /** The annotation for a dotted type. */
  annotation(type: string | null): Annotation {
    return annotate(type, this.#typeImports);
  }

  /** The annotation for the type of a value that was seen, for a module in which some names have a meaning. */
  seenAnnotation(type: string): SeenAnnotation {
    return annotateSeen(type, this.#typeImports, (name) =>
      this.#analysis.statements.some((one) => one.definitions.some((definition) => definition.name === name)),
    );
  }

  /** What a magic of the whole cell puts around its statements. */
  wrap(cell: number): CellWrap | null {
    const facts = this.#cells.get(cell);
    return facts && facts.cellMagics.length > 0 ? emitCellWrap(facts) : null;
  }

  /** Comments of the cell that follow its last statement. */
  trailingComments(cell: number): readonly CodeLine[] {
    const facts = this.#cells.get(cell);
    return facts ? facts.trailingComments.flatMap((span) => plainLines(facts.code.slice(span.start, span.end))) : [];
  }
}

function extendedFunctions({ statements }: Analysis, graph: StepGraph): ReadonlyMap<string, ExtendedFunction> {
  return new Map(
    graph.lifted.added.flatMap(({ statement, name, parameters }) => {
      const { function: facts } = (statements[statement] as Statement).facts;
      return facts === undefined ? [] : [[name, { name, facts, added: parameters.map((one) => one.name) }] as const];
    }),
  );
}

/** Names that the statement reads and the notebook has bound above it. */
function boundIn(statement: Statement): ReadonlySet<string> {
  return new Set(statement.reads.filter((read) => read.from.length > 0).map((read) => read.name));
}
