import type { StatementId } from "../analysis/types.ts";
import type { Json } from "../base/json.ts";
import type { Location, Span } from "../base/spans.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import type { ImportedName } from "../languages/facts.ts";
import type { TracedTable } from "../trace/types.ts";

/** How the steps were found. */
export type Grouping = "tags" | "headings" | "auto";

/**
 * What becomes of a statement. `import`, `lifted` (to a shared module), `inner` (code that reads notebook values: stands in
 * every step that uses it), `setting` (set-up replayed before later steps), `parameter`, `data` (runs once, in its step),
 * `left` (not in the pipeline).
 */
export type Role = "import" | "lifted" | "inner" | "setting" | "parameter" | "data" | "left";

/** How sure an edge of the step graph is. `seen` is for edges that a traced run confirmed. */
export type Certainty = "proved" | "seen" | "assumed";

/** A value of the notebook that a user may set. */
export interface Parameter {
  readonly name: string;
  /** Dotted type of the default: `builtins.int`. */
  readonly type: string | null;
  readonly statement: StatementId;
  /** Source of its value in the notebook. */
  readonly value: string;
  /** Its name in a project in which another notebook has taken this one for something else. */
  readonly as?: string;
}

/** A value that a step takes from an earlier one. */
export interface Input {
  readonly name: string;
  /** The step that gives it: the nearest one above that outputs the name. */
  readonly from: string;
  readonly type: string | null;
  /** Set when the type is that of the value in a traced run; it can be imported by its path then. */
  readonly typeSeen?: true;
  readonly certainty: Certainty;
  /** Where it comes from and where it is read: the lines that cause the edge. */
  readonly definedAt: Location;
  readonly usedAt: Location;
}

/** A value that leaves a step. */
export interface Output {
  readonly name: string;
  readonly type: string | null;
  /** As of {@link Input}. */
  readonly typeSeen?: true;
  /** `used`: a later step takes it; `shared`: it shares references with one that is used and changed later; `result`: nothing in the notebook takes it further, or it is a metric. */
  readonly why: "used" | "shared" | "result";
}

/** An import that changes something by itself: it registers an accessor, a style, an experimental feature. */
export interface EffectImport {
  readonly statement: StatementId;
  readonly imported: ImportedName;
}

/** A statement in the body of a step. */
export interface StepStatement {
  readonly statement: StatementId;
  /** Stands in an earlier step too; here because this step uses the code that it defines. */
  readonly replayed: boolean;
}

/** The statements that come from one cell. */
export interface StepPart {
  readonly cell: number;
  readonly statements: readonly StepStatement[];
  /** The cell may draw: its figures end with it. */
  readonly draws: boolean;
  /** The cell may stop with an error, by intent (`raises-exception`). */
  readonly mayRaise: boolean;
}

/** One step of the pipeline. */
export interface Step {
  /** Python identifier, unique; also its module's name. */
  readonly name: string;
  readonly title: string;
  /** Markdown of the section. */
  readonly description: string;
  readonly cells: readonly number[];
  readonly parts: readonly StepPart[];
  readonly inputs: readonly Input[];
  readonly parameters: readonly string[];
  readonly outputs: readonly Output[];
  /** Outputs by which runs are compared, if they turn out to be numbers or dicts of numbers. */
  readonly metrics: readonly string[];
  /** Steps that must end first although no value passes: files, a declared order. */
  readonly after: readonly { readonly step: string; readonly because: string }[];
  /** Names of {@link SettingGroup}s to replay before. */
  readonly settings: readonly string[];
  readonly draws: boolean;
  readonly asynchronous: boolean;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Names that the step takes from import statements, with the statement that binds each. */
  readonly imports: readonly NeededName[];
  /** Names that the step takes from the shared module. */
  readonly lifted: readonly NeededName[];
  /** Builtins that the step reads before it binds their name itself. */
  readonly shadowedBuiltins: readonly string[];
  /** Names that it reads and that nothing can have bound there: the notebook expects the error, or never comes there. */
  readonly missing: readonly string[];
  /** Outputs that some path through the step does not bind: `None` then, which nothing reads in a notebook that runs. */
  readonly maybeUnbound: readonly string[];
  /** Names that only functions inside the step bind (`global x`): the step declares them. */
  readonly declared: readonly string[];
  /** What tags ask for: resources, retries, image. */
  readonly options: { readonly [name: string]: string };
}

/** A name and the statement that gives it. */
export interface NeededName {
  readonly name: string;
  readonly statement: StatementId;
  /** Set when only texts of the code name it. */
  readonly inText?: true;
}

/** Set-up of one part of the notebook, replayed by later steps. */
export interface SettingGroup {
  readonly name: string;
  readonly statements: readonly StatementId[];
  readonly imports: readonly NeededName[];
  readonly lifted: readonly NeededName[];
}

/** Code that moves to the shared module, in the notebook's order. */
export interface LiftedCode {
  readonly statements: readonly StatementId[];
  readonly imports: readonly NeededName[];
  /** Functions that read data of the notebook and get it passed instead. */
  readonly added: readonly AddedParameters[];
}

/** Names of the notebook that a shared function takes as parameters, after its own ones, in this order. */
export interface AddedParameters {
  /** Defines the function. */
  readonly statement: StatementId;
  /** The function's name. */
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: string | null }[];
}

/** A table that a step takes from a file, or gives to one, by name: where the file is, is a matter of configuration. */
export interface CatalogEntry {
  readonly name: string;
  /** What code that reads it calls it; the name, unless other notebooks of the project use the table too. */
  readonly argument: string;
  readonly kind: "source" | "sink";
  readonly step: string;
  readonly statement: StatementId;
  /** The call that reads or writes it, in the code of its cell. */
  readonly span: Span;
  readonly format: string;
  readonly location: { readonly text: string } | { readonly parameter: string };
  /** The file that it is when no parameter is changed. */
  readonly path: string;
  /** What the call passes beside that. */
  readonly options: readonly { readonly name: string; readonly value: Json }[];
  /** What is written; null for a source. */
  readonly variable: string | null;
}

/** A table of which a run of the notebook showed what it holds. */
export interface SeenTable {
  /** `catalog`: as it was read; `step`: as a step gives it. */
  readonly of: "catalog" | "step";
  readonly step: string;
  /** Of the entry in the catalog, or of the variable. */
  readonly name: string;
  readonly facts: TracedTable;
}

/** A stored value that predicts. */
export interface ModelUse {
  readonly name: string;
  /** Its name in a project in which another notebook has a model of this one. */
  readonly as?: string;
  /** The step that gives it as the notebook ends with it. */
  readonly step: string;
  /** Steps whose code asks it for predictions or for a score. */
  readonly usedIn: readonly string[];
  /** What it was fitted on, where that is stored. */
  readonly fittedOn: StoredName | null;
  /** The way from a stored table to what it takes; null when that is not row by row. */
  readonly features: FeatureSlice | null;
}

/** A value as a step stores it. */
export interface StoredName {
  readonly step: string;
  readonly name: string;
}

/** Code of the notebook that makes the features of each row from this row of a table, and from what was stored. */
export interface FeatureSlice {
  readonly table: StoredName;
  readonly statements: readonly SliceStatement[];
  /** What the model is given in the end. */
  readonly result: { readonly statement: StatementId; readonly span: Span; readonly edits: readonly SliceEdit[] };
  readonly values: readonly StoredName[];
  /** Stored tables of which it takes the names of the columns, under other names. */
  readonly columns: readonly { readonly name: string; readonly of: StoredName }[];
  readonly parameters: readonly string[];
  readonly imports: readonly NeededName[];
}

/** A statement of it: as it is but for some edits, or (`text`) in other words. */
export interface SliceStatement {
  readonly statement: StatementId;
  readonly edits: readonly SliceEdit[];
  readonly text: string | null;
  /** A line of ours that follows it. */
  readonly below?: string;
}

/** A replacement in the code of a cell. */
export interface SliceEdit {
  readonly span: Span;
  readonly text: string;
}

/** Two steps that had to become one. */
export interface Merge {
  readonly steps: readonly string[];
  readonly name: string;
  readonly because: string;
}

/** Something that is imported: a module, or a member of one. */
export interface LoadedPath {
  readonly path: string;
  /** The code goes on without it. */
  readonly optional: boolean;
}

/** The plan: the pipeline as a graph, before a line of it is written. */
export interface StepGraph {
  readonly notebook: string;
  readonly title: string;
  readonly grouping: Grouping;
  readonly steps: readonly Step[];
  readonly parameters: readonly Parameter[];
  readonly lifted: LiftedCode;
  /** The names that each statement of `lifted` defines. */
  readonly liftedNames: readonly (readonly string[])[];
  readonly settings: readonly SettingGroup[];
  readonly starImports: readonly StatementId[];
  readonly futureImports: readonly StatementId[];
  /** Variables of the environment that the package sets before it imports anything; they stand in their steps as well. */
  readonly earlySettings: readonly StatementId[];
  /** Imports that change something by themselves. */
  readonly effectImports: readonly EffectImport[];
  readonly roles: readonly Role[];
  readonly merges: readonly Merge[];
  /** Empty unless it is asked for. */
  readonly catalog: readonly CatalogEntry[];
  /** The notebook's last one is the last. */
  readonly models: readonly ModelUse[];
  readonly left: readonly { readonly cell: number; readonly because: string }[];
  readonly files: { readonly reads: readonly string[]; readonly writes: readonly string[] };
  /** The notebook shows values of expressions. */
  readonly shows: boolean;
  /** The labels of a table get a name that shows in other tables. */
  readonly namesLabels: boolean;
  /** Top-level modules that the pipeline imports. */
  readonly modules: readonly string[];
  /** The same with the rest of their dotted paths. */
  readonly loaded: readonly LoadedPath[];
  /** Top-level modules that the notebook writes itself. */
  readonly ownModules: readonly string[];
  /** Modules that calls need beside what the notebook imports: of each list one, the usual one first. */
  readonly needs: readonly (readonly string[])[];
  /** Requirement strings of the packages that the notebook installs: `pandas>=2`. */
  readonly installs: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}
