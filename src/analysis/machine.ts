import type { Span } from "../base/spans.ts";
import type { Expr, FunctionFacts, Operation } from "../languages/facts.ts";
import { CallbackResults } from "./callback-results.ts";
import { Heap } from "./heap.ts";
import type { KnowledgeBase } from "./knowledge-base.ts";
import { LabelTable } from "./label-table.ts";
import { NameTable } from "./name-table.ts";
import { ObjectTable } from "./object-table.ts";
import { emptyRecorder, type Recorder } from "./recorder.ts";
import { ScopeStack } from "./scope-stack.ts";
import type { Effect, Evidence } from "./types.ts";
import { type Given, NONE, type Node, type Value } from "./values.ts";
import { WorkBudget } from "./work-budget.ts";

/** The parts of the walk that need each other; the machine hands them out, so that no module must know all. */
export interface Walker {
  evaluate(machine: Machine, expr: Expr): Value;
  call(machine: Machine, callee: Value, given: readonly Given[], span: Span): Value;
  perform(machine: Machine, operations: readonly Operation[]): void;
}

/** What a machine knows from the start. */
export interface MachineSetup {
  readonly knowledge: KnowledgeBase;
  readonly builtins: ReadonlySet<string>;
  readonly walker: Walker;
  /** Most operations of called functions that are walked for one statement; beyond it calls count as unknown. Default 3000. */
  readonly callBudget?: number;
}

/** The call of a notebook function that is being walked. */
export interface Frame {
  readonly callee: Value;
  readonly function: FunctionFacts;
  readonly locals: ReadonlyMap<string, Value>;
  readonly returned: Value[];
  readonly known: Map<Expr, Value>;
}

/** A change of objects in place; what may be left out is the most certain. */
export interface Change {
  readonly by: string;
  readonly span: Span;
  readonly evidence: Evidence;
  readonly certain?: boolean;
  /** Nothing new is put in: elements are taken out or moved, an attribute is set that is remembered. */
  readonly addsNothing?: boolean;
  /** Only the name of labels changes, see {@link LabelTable}. */
  readonly labels?: boolean;
}

/** See {@link MachineSetup.callBudget}. */
const CALL_BUDGET = 3000;
const DEEPEST_CALL = 12;
/** Names and objects that are met on the ways through code; usual notebooks have a few thousand. */
const MOST_WORK = 2_000_000;
/** Objects among the arguments of a call that make walking it once as much work as walking it twice without. */
const OBJECTS_IN_ONE_WALK = 8;

/** Walks statements without running them: names, objects, and what is met on the way. */
export class Machine {
  readonly knowledge: KnowledgeBase;
  readonly heap = new Heap();
  readonly work = new WorkBudget(MOST_WORK);
  readonly objects = new ObjectTable();
  readonly labels = new LabelTable();
  readonly walker: Walker;
  readonly names = new NameTable();
  readonly scopes = new ScopeStack(this.heap);
  readonly builtins: ReadonlySet<string>;
  /** Values of parameter defaults: they are made once, when the function is. */
  readonly defaults = new Map<Expr, Value>();
  /** Files that cells of the notebook write whole. */
  readonly written = new Set<string>();
  /** Whether code of the notebook reads a name, at once or when it is called. */
  reads: (name: string) => boolean = () => false;
  /** Whether code of the notebook has this as a text. */
  mentions: (text: string) => boolean = () => false;
  /** Texts of the notebook that may be formulas or queries: `y ~ np.log(x)`, `a > @b`, `select * from a`. */
  formulas: readonly string[] = [];
  /** Functions and methods that statements of the notebook define. */
  readonly defined = new Set<FunctionFacts>();
  /** What functions of the notebook name in such texts. */
  readonly namedBy = new Map<FunctionFacts, Set<string>>();
  /** Modules that the notebook imports everything from, the last first. */
  readonly starred: string[] = [];
  /** Top-level names of the libraries that the notebook imports. */
  readonly libraries = new Set<string>(["builtins"]);
  /** Modules of which calls need one, though nobody imports them by name; by their names. */
  readonly needs = new Map<string, readonly string[]>();
  recorder: Recorder = emptyRecorder();
  /** The operation that is being walked. */
  here: Span = { start: 0, end: 0 };
  readonly #frames: Frame[] = [];
  #known = new Map<Expr, Value>();
  #uncertain = 0;
  #site: Span | null = null;
  readonly #callBudget: number;
  #budget: number;
  #pooled = 0;
  /** What code gave that libraries may have called in this statement. */
  calledBack = new CallbackResults();
  readonly #pools = new Map<FunctionFacts, Map<string, Node>>();

  constructor({ knowledge, builtins, walker, callBudget = CALL_BUDGET }: MachineSetup) {
    this.#callBudget = callBudget;
    this.#budget = callBudget;
    this.knowledge = knowledge;
    this.builtins = builtins;
    this.walker = walker;
  }

  /** Starts the next statement; what it does is gathered in the result. */
  startStatement(): Recorder {
    this.recorder = emptyRecorder();
    this.#budget = this.#callBudget;
    this.calledBack = new CallbackResults();
    this.#known = new Map();
    this.scopes.restart();
    return this.recorder;
  }

  /** The call that is being walked. */
  get frame(): Frame | undefined {
    return this.#frames.at(-1);
  }

  /** The call in the statement itself, of all that are being walked. */
  get outermost(): Frame | undefined {
    return this.#frames[0];
  }

  /** Walks an expression that does something (a call) once, whatever takes its value apart: `a, b = f()`. */
  once(expr: Expr, work: () => Value): Value {
    const known = this.frame?.known ?? this.#known;
    const before = known.get(expr);
    if (before) return before;
    const value = work();
    known.set(expr, value);
    return value;
  }

  /** What was walked is walked again: another turn of a loop. */
  forgetKnown(): void {
    (this.frame?.known ?? this.#known).clear();
  }

  /** Whether what is walked now happens in any case. */
  get certain(): boolean {
    return this.#uncertain === 0;
  }

  /** A new object of this type. */
  fresh(type: string | null, held: readonly Node[] = []): Value {
    if (this.knowledge.isImmutable(type) && held.length === 0) return { type, nodes: [] };
    const node = this.#pooled > 0 && this.frame ? this.#pool(this.frame.function, type) : this.heap.add(type);
    this.heap.hold([node], held);
    return { type, nodes: [node] };
  }

  /**
   * Does `work`, which a library may do any number of times: what one place of the notebook's code makes in the course of it
   * is one object for us, however often. Without that, calls of which nothing is known would make ever more objects that all
   * refer to each other.
   */
  pooled<T>(work: () => T): T {
    this.#pooled++;
    try {
      return work();
    } finally {
      this.#pooled--;
    }
  }

  #pool(owner: FunctionFacts, type: string | null): Node {
    const own = this.#pools.get(owner) ?? new Map<string, Node>();
    this.#pools.set(owner, own);
    const place = `${this.here.start} ${this.here.end} ${type}`;
    const node = own.get(place) ?? this.heap.add(type);
    own.set(place, node);
    return node;
  }

  /** The value of a name; `local` names are those of calls, class bodies and comprehensions, innermost first. */
  lookUp(name: string, local: boolean): Value | undefined {
    return local ? this.scopes.find(name) : this.names.get(name);
  }

  /** Binds a local; one of an enclosing function (`nonlocal`) is state of the functions that see it. */
  bindLocal(name: string, value: Value): void {
    const isOuter = this.frame?.function.rebinds.includes(name) === true;
    const cell = this.scopes.bind(name, value, isOuter);
    if (isOuter && cell !== undefined)
      this.update([cell], { by: `nonlocal ${name}`, span: this.here, evidence: "proved" });
  }

  /** Takes in a value that the called function may return. */
  returns(value: Value): void {
    this.frame?.returned.push(value);
  }

  /** Whether the body of a called function is being walked. */
  get inCall(): boolean {
    return this.#frames.length > 0;
  }

  /** Place to name in messages: the call in the statement, when inside a called function. */
  at(span: Span): Span {
    return this.#site ?? span;
  }

  /** Records a change of objects in place. */
  update(nodes: readonly Node[], change: Change): void {
    const { by, span, evidence, certain = true, addsNothing = false, labels = false } = change;
    if (nodes.length === 0) return;
    this.objects.change(nodes, !addsNothing);
    const isCertain = certain && this.certain && nodes.length === 1;
    this.recorder.updates.push({ nodes, certain: isCertain, evidence, by, labels, span: this.at(span) });
  }

  /** Records what the statement does to the world. */
  effect(
    kind: Effect["kind"],
    resource: string | null,
    span: Span,
    evidence: Evidence = "proved",
    format?: string,
  ): void {
    const place = this.at(span);
    const form = format === undefined ? {} : { format, ...(place === span ? {} : { within: true as const }) };
    this.recorder.effects.push({ kind, resource, certain: this.certain, evidence, ...form, span: place });
  }

  /** Records that one of these modules must be there. */
  need(modules: readonly string[]): void {
    this.needs.set(modules.join(), modules);
  }

  /** Does `work` as something that ends with the settings as they were before: what `with` enters. */
  undone<T>(work: () => T): T {
    const { effects } = this.recorder;
    const before = effects.length;
    const result = work();
    effects.splice(before, effects.length, ...effects.slice(before).filter(({ kind }) => kind !== "sets"));
    return result;
  }

  /** Does `work` as something that may not happen. */
  maybe<T>(work: () => T, really = true): T {
    if (really) this.#uncertain++;
    try {
      return work();
    } finally {
      if (really) this.#uncertain--;
    }
  }

  /**
   * Walks the body of a notebook function with these locals; the values that it may return. `recursive`: it is being walked
   * already; `unwalked`: too deep, or too much for one statement.
   */
  call(
    callee: Value & { readonly function: FunctionFacts },
    locals: Map<string, Value>,
    site: Span,
  ): readonly Value[] | "recursive" | "unwalked" {
    const called = callee.function;
    this.#budget -= (called.operations.length + 1) * weightOf([...locals.values()]);
    if (this.#frames.some((frame) => frame.function === called && frame.callee.scope === callee.scope))
      return "recursive";
    if (this.#budget < 0 || this.#frames.length >= DEEPEST_CALL) return "unwalked";
    const outerSite = this.#site;
    this.#site ??= site;
    const frame: Frame = { callee, function: called, locals, returned: [], known: new Map() };
    this.#frames.push(frame);
    try {
      this.scopes.within({ locals, outer: callee.scope }, () => this.walker.perform(this, called.operations));
    } finally {
      this.#frames.pop();
      this.#site = outerSite;
    }
    return frame.returned.length > 0 ? frame.returned : [NONE];
  }
}

/** How much work it is to walk code with these values: each operation may concern all objects that they may be. */
function weightOf(values: readonly Value[]): number {
  const most = Math.max(0, ...values.map(({ nodes }) => nodes.length));
  return 1 + Math.floor(most / OBJECTS_IN_ONE_WALK);
}
