import type { Span } from "../base/spans.ts";
import type { Expr, FunctionFacts, Operation } from "../languages/facts.ts";
import type { KnowledgeBase } from "./knowledge-base.ts";
import { NameTable } from "./name-table.ts";
import type { Effect, Evidence } from "./types.ts";
import { type Given, Heap, NONE, type Node, type Value } from "./values.ts";

/** A change of objects in place, as it was met. */
export interface NodeUpdate {
  readonly nodes: readonly Node[];
  readonly certain: boolean;
  readonly evidence: Evidence;
  readonly by: string;
  readonly span: Span;
}

/** What one statement does, gathered while it is walked. */
export interface Recorder {
  readonly updates: NodeUpdate[];
  readonly effects: Effect[];
  /** Names bound by functions that the statement calls. */
  readonly bound: { readonly name: string; readonly value: Value; readonly certain: boolean; readonly span: Span }[];
  /** Names of the notebook that text constants mention where the library reads names from text (`df.query("a > @b")`). */
  /** Value of the last expression that was evaluated for itself. */
  shown: Value | null;
  readonly mentioned: { readonly name: string; readonly span: Span }[];
}

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
}

/** The call of a notebook function that is being walked. */
interface Frame {
  readonly locals: Map<string, Value>;
  readonly function: FunctionFacts;
  readonly returned: Value[];
  readonly known: Map<Expr, Value>;
}

/** Most operations of called functions that are walked for one statement; beyond it calls count as unknown. */
const CALL_BUDGET = 3000;
const DEEPEST_CALL = 12;

/** Walks statements without running them: names, objects, and what is met on the way. */
export class Machine {
  readonly knowledge: KnowledgeBase;
  readonly heap = new Heap();
  readonly walker: Walker;
  readonly names = new NameTable();
  readonly builtins: ReadonlySet<string>;
  /** Values of parameter defaults: they are made once, when the function is. */
  readonly defaults = new Map<Expr, Value>();
  /** Files that cells of the notebook write whole. */
  readonly written = new Set<string>();
  /** Modules that the notebook imports everything from, the last first. */
  readonly starred: string[] = [];
  /** Top-level names of the libraries that the notebook imports. */
  readonly libraries = new Set<string>(["builtins"]);
  recorder: Recorder = emptyRecorder();
  readonly #frames: Frame[] = [];
  #known = new Map<Expr, Value>();
  #uncertain = 0;
  #site: Span | null = null;
  #budget = CALL_BUDGET;

  constructor({ knowledge, builtins, walker }: MachineSetup) {
    this.knowledge = knowledge;
    this.builtins = builtins;
    this.walker = walker;
  }

  /** Starts the next statement; what it does is gathered in the result. */
  startStatement(): Recorder {
    this.recorder = emptyRecorder();
    this.#budget = CALL_BUDGET;
    this.#known = new Map();
    return this.recorder;
  }

  /** Values of calls of this statement or function body: `a, b = f()` calls once, whatever takes the result apart. */
  get known(): Map<Expr, Value> {
    return this.#frames.at(-1)?.known ?? this.#known;
  }

  /** Whether what is walked now happens in any case. */
  get certain(): boolean {
    return this.#uncertain === 0;
  }

  /** A new object of this type. */
  fresh(type: string | null, held: readonly Node[] = []): Value {
    if (this.knowledge.isImmutable(type) && held.length === 0) return { type, nodes: [] };
    const node = this.heap.add(type);
    this.heap.hold([node], held);
    return { type, nodes: [node] };
  }

  /** The value of a name; `local` names are those of the called functions, innermost first. */
  lookUp(name: string, local: boolean): Value | undefined {
    if (local) {
      for (let at = this.#frames.length - 1; at >= 0; at--) {
        const found = this.#frames[at]?.locals.get(name);
        if (found) return found;
      }
      return undefined;
    }
    return this.names.get(name);
  }

  /** Binds a local of the called function. */
  bindLocal(name: string, value: Value): void {
    this.#frames.at(-1)?.locals.set(name, value);
  }

  /** Takes in a value that the called function may return. */
  returns(value: Value): void {
    this.#frames.at(-1)?.returned.push(value);
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
  update(nodes: readonly Node[], by: string, span: Span, evidence: Evidence, certain = true): void {
    if (nodes.length === 0) return;
    this.recorder.updates.push({
      nodes,
      certain: certain && this.certain && nodes.length === 1,
      evidence,
      by,
      span: this.at(span),
    });
  }

  /** Records what the statement does to the world. */
  effect(kind: Effect["kind"], resource: string | null, span: Span, evidence: Evidence = "proved"): void {
    this.recorder.effects.push({ kind, resource, certain: this.certain, evidence, span: this.at(span) });
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
   * Walks the body of a notebook function with these locals; the values that it may return.
   * `null` when it is not walked: too deep, recursive, or too much for one statement.
   */
  call(called: FunctionFacts, locals: Map<string, Value>, site: Span, walkBody: () => void): readonly Value[] | null {
    this.#budget -= called.operations.length + 1;
    const recursive = this.#frames.some((frame) => frame.function === called);
    if (this.#budget < 0 || recursive || this.#frames.length >= DEEPEST_CALL) return null;
    const outerSite = this.#site;
    this.#site ??= site;
    const frame: Frame = { locals, function: called, returned: [], known: new Map() };
    this.#frames.push(frame);
    try {
      walkBody();
    } finally {
      this.#frames.pop();
      this.#site = outerSite;
    }
    return frame.returned.length > 0 ? frame.returned : [NONE];
  }
}

function emptyRecorder(): Recorder {
  return { updates: [], effects: [], bound: [], shown: null, mentioned: [] };
}
