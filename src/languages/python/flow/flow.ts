import type { Span } from "../../../base/spans.ts";
import type { DefinitionKind } from "../../facts.ts";
import type { Block, Expression, FunctionNode, Statement, Target } from "../syntax/ast.ts";
import type { Scope } from "../syntax/scope.ts";
import { type FlowState, flatten, fork, join } from "./flow-state.ts";
import type { Recorder } from "./recorder.ts";

/** A body of code that runs as one: the notebook itself, or a function each time it is called. */
export interface Frame {
  /** Null for the notebook. */
  readonly outer: Frame | null;
  /** Notebook names read in it, with the place of the first read. */
  readonly reads: Map<string, Span>;
  /** Notebook names bound in it. */
  readonly assigns: Set<string>;
  /** Scope of its body; null for the notebook. */
  readonly scope: Scope | null;
  /** Locals of the code around it that are read or bound in it, and those that are bound. */
  readonly captures: Set<string>;
  readonly rebinds: Set<string>;
  /** How many branches the analysis is inside of. */
  conditional: number;
  /** Some path has left the body or the loop already, so that what follows does not run for certain. */
  hasLeft: boolean;
  /** As `hasLeft`, by `return`. */
  hasReturned: boolean;
  generator: boolean;
  /** How many handlers for missing modules the analysis is inside of. */
  guarded: number;
  /** How many `try` bodies with handlers it is inside of. */
  tried: number;
  /** Notebook names read in it outside of all such bodies. */
  readonly untried: Set<string>;
}

/** States to start the branches of a test with; each call gives a fresh one. */
export interface TestOutcome {
  readonly whenTrue: () => FlowState;
  readonly whenFalse: () => FlowState;
}

/** A loop that the analysis is in. */
export interface Loop {
  readonly outside: FlowState;
  /** Paths that leave it by `break`. */
  readonly exits: FlowState[];
  /** Paths that come to the end of a turn. */
  readonly turns: FlowState[];
}

/** Names that a class reads, for each class that the analysis is in. */
export interface ClassNames {
  readonly now: Set<string>;
  readonly free: Set<string>;
  readonly assigns: Set<string>;
}

/** State of the analysis, and the way for handlers to analyse what is below their node. */
export interface Flow {
  readonly recorder: Recorder;
  /** Annotations are not evaluated (`from __future__ import annotations`). */
  readonly postponesAnnotations: boolean;
  readonly expression: (expression: Expression) => void;
  /** Analyses a condition; the result gives states to start its branches with. */
  readonly test: (test: Expression) => TestOutcome;
  readonly target: (target: Target, kind: DefinitionKind) => void;
  readonly statements: (statements: readonly Statement[]) => void;
  readonly block: (block: Block | null) => void;
  /** What runs at `def` or `lambda`: decorators, defaults, annotations. */
  readonly header: (node: FunctionNode) => void;
  /** What runs when it is called. */
  readonly body: (node: FunctionNode) => void;
  state: FlowState;
  scope: Scope;
  frame: Frame;
  loop: Loop | null;
  classes: readonly ClassNames[];
  /** Where reads are noted as well, inside a generator expression. */
  readLog: Map<string, Span> | null;
}

/** Makes the frame of the notebook or of a function. */
export function newFrame(outer: Frame | null, scope: Scope | null = null): Frame {
  return {
    outer,
    reads: new Map(),
    assigns: new Set(),
    scope,
    captures: new Set(),
    rebinds: new Set(),
    conditional: 0,
    hasLeft: false,
    hasReturned: false,
    generator: false,
    guarded: 0,
    tried: 0,
    untried: new Set(),
  };
}

/** Runs `work` on a path of its own, which may not be taken, and gives the state at its end. */
export function branch(flow: Flow, work: () => void, start: FlowState = fork(flow.state)): FlowState {
  const outer = flow.state;
  flow.state = start;
  flow.frame.conditional += 1;
  work();
  flow.frame.conditional -= 1;
  const end = flatten(flow.state, outer);
  flow.state = outer;
  return end;
}

/** Runs `work` as something that may happen or not. */
export function maybe(flow: Flow, work: () => void): FlowState {
  const end = branch(flow, work);
  join(flow.state, [end, fork(flow.state)]);
  return end;
}

/** Runs `work` as code that can never run: only the tokens in it count. */
export function unreachable(flow: Flow, work: () => void): FlowState {
  return branch(flow, work, { ...fork(flow.state), dead: true });
}

/** Runs `work` in another scope. */
export function inScope(flow: Flow, scope: Scope, work: () => void): void {
  const outer = flow.scope;
  flow.scope = scope;
  work();
  flow.scope = outer;
}

/** Runs `work` as code of a function in `scope`, and gives its frame. */
export function inFrame(flow: Flow, scope: Scope, work: () => void): Frame {
  const { state, frame, loop, classes, readLog } = flow;
  const inner = newFrame(frame, scope);
  flow.frame = inner;
  flow.state = { ...fork(null), dead: state.dead };
  flow.loop = null;
  flow.classes = [];
  flow.readLog = null;
  inScope(flow, scope, work);
  flow.frame = frame;
  flow.state = state;
  flow.loop = loop;
  flow.classes = classes;
  flow.readLog = readLog;
  return inner;
}

/** True when the code that is analysed runs on every path. */
export function isCertain(flow: Flow): boolean {
  return flow.frame.conditional === 0 && !flow.frame.hasLeft;
}
