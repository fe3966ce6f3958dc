import type { Span } from "../base/spans.ts";
import type { Argument, ClassFacts, Expr, FunctionFacts } from "../languages/facts.ts";
import type { ArgumentReference, CallKnowledge } from "../languages/knowledge.ts";
import { evaluate } from "./evaluate.ts";
import type { Machine } from "./machine.ts";
import { performOperations, settingOf } from "./perform.ts";
import { valueOfType } from "./typed-values.ts";
import type { Evidence } from "./types.ts";
import { ATOM, join, NONE, type Node, type Value } from "./values.ts";

type Call = Extract<Expr, { kind: "call" }>;

/** An argument with its value. */
export interface Given {
  readonly name: string | undefined;
  readonly spread: boolean;
  /** Place of a positional argument that was given a name. */
  readonly place?: number;
  readonly value: Value;
  readonly expr: Expr | null;
}

/** Methods whose text arguments name notebook variables. */
const READS_NAMES_FROM_TEXT = new Set([
  "query",
  "eval",
  "from_formula",
  "ols",
  "glm",
  "logit",
  "gls",
  "wls",
  "probit",
  "poisson",
  "mixedlm",
  "rlm",
  "gee",
  "quantreg",
  "dmatrix",
  "dmatrices",
]);

/** The value of a call; its effects and updates are recorded on the machine. */
export function callValue(machine: Machine, callee: Value, call: Call): Value {
  const given = call.arguments.map((argument) => giveArgument(machine, argument));
  noteNamesInText(machine, call, given);
  return callGiven(machine, callee, given, call.span);
}

/** The value of calling `callee` with these values. */
export function callWith(machine: Machine, callee: Value, values: readonly Value[], span: Span): Value {
  return callGiven(
    machine,
    callee,
    values.map((value) => ({ name: undefined, spread: false, value, expr: null })),
    span,
  );
}

function callGiven(machine: Machine, callee: Value, given: readonly Given[], span: Span): Value {
  if (callee.function) return callFunction(machine, callee.function, given, span, callee.self);
  if (callee.class) return instantiate(machine, callee.class, given, span);
  if (callee.path === "builtins.__import__") return importModule(machine, given[0]?.value.text ?? "?");
  if (callee.method?.receiver.path !== undefined)
    return callMethod(machine, callee.method.receiver, callee.method.name, given, span);
  if (callee.path !== undefined) {
    const known = machine.knowledge.function(callee.path);
    if (known)
      return applyKnowledge(machine, known, { self: ATOM, given, span, callee: callee.path, evidence: "proved" });
    if (/^builtins\.[A-Z]/.test(callee.path)) return machine.fresh(callee.path);
    return unknownCall(machine, callee.path, ATOM, given, span);
  }
  if (callee.method) return callMethod(machine, callee.method.receiver, callee.method.name, given, span);
  const called = callee.type === null ? null : machine.knowledge.method(callee.type, "__call__");
  if (called)
    return applyKnowledge(machine, called, {
      self: callee,
      given,
      span,
      callee: callee.type ?? "",
      evidence: "proved",
    });
  return unknownCall(machine, "a value", callee, given, span);
}

function importModule(machine: Machine, path: string): Value {
  machine.libraries.add(path.split(".")[0] as string);
  return { type: null, nodes: [], path };
}

function giveArgument(machine: Machine, argument: Argument): Given {
  return {
    name: argument.name,
    spread: argument.spread === true,
    value: evaluate(machine, argument.value),
    expr: argument.value,
  };
}

function noteNamesInText(machine: Machine, call: Call, given: readonly Given[]): void {
  const name = call.of.kind === "member" || call.of.kind === "name" ? call.of.name : "";
  if (!READS_NAMES_FROM_TEXT.has(name.toLowerCase())) return;
  for (const { value } of given) {
    if (value.text === undefined) continue;
    for (const word of value.text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []) {
      if (machine.names.has(word)) machine.recorder.mentioned.push({ name: word, span: machine.at(call.span) });
    }
  }
}

function callMethod(machine: Machine, receiver: Value, name: string, given: readonly Given[], span: Span): Value {
  const { knowledge } = machine;
  const known = receiver.type === null ? null : knowledge.method(receiver.type, name);
  if (known) return applyKnowledge(machine, known, { self: receiver, given, span, callee: name, evidence: "proved" });
  if (receiver.type !== null && knowledge.isImmutable(receiver.type)) return machine.fresh(null);
  const possible =
    receiver.type === null
      ? machine.heap.typesOf(receiver.nodes)?.map((type) => knowledge.method(type, name))
      : undefined;
  const likely = possible?.every((one) => one !== null)
    ? (possible as CallKnowledge[])
    : receiver.type === null
      ? knowledge.methodsNamed(name, machine.libraries)
      : [];
  if (likely.length === 0) return unknownCall(machine, name, receiver, given, span);
  const shared = agreement(likely);
  const value = applyKnowledge(machine, shared, { self: receiver, given, span, callee: name, evidence: "assumed" });
  return value.none ? ATOM : value;
}

/** What methods of one name have in common over all known types, on the careful side. */
function agreement(calls: readonly CallKnowledge[]): CallKnowledge {
  const [first] = calls;
  const every = <K extends keyof CallKnowledge>(key: K) =>
    calls.every((call) => call[key] === first?.[key]) ? first?.[key] : undefined;
  const some = (key: "updates" | "aliases" | "reads" | "writes" | "calls") => [
    ...new Set(calls.flatMap((call) => call[key] ?? [])),
  ];
  const conditional = calls.every((call) => !call.updates || call.updatesWhen)
    ? calls.find((call) => call.updatesWhen)?.updatesWhen
    : undefined;
  const draws = calls.find((call) => call.draws);
  const plots = calls.some((call) => call.plots);
  // `x.plot()` of an unknown `x` is taken to draw `x`, not to be an artist that the call adds to.
  const updates = plots ? some("updates").filter((one) => one !== "self") : some("updates");
  return {
    keeps: [...new Set(calls.flatMap((call) => call.keeps ?? []))],
    ...(every("returns") !== undefined ? { returns: every("returns") as string } : {}),
    updates,
    aliases: some("aliases"),
    calls: some("calls"),
    reads: calls.every((call) => call.reads) ? some("reads") : [],
    writes: calls.every((call) => call.writes) ? some("writes") : [],
    ...(conditional ? { updatesWhen: conditional } : {}),
    ...(draws?.draws ? { draws: draws.draws, ...(draws.drawsUnless ? { drawsUnless: draws.drawsUnless } : {}) } : {}),
    ...(plots ? { plots } : {}),
  };
}

interface Application {
  readonly self: Value;
  readonly given: readonly Given[];
  readonly span: Span;
  readonly callee: string;
  readonly evidence: Evidence;
}

function applyKnowledge(machine: Machine, known: CallKnowledge, application: Application): Value {
  const call = { ...application, given: nameArguments(known, application.given) };
  const pick = (references: readonly ArgumentReference[] | undefined) =>
    (references ?? []).flatMap((one) => argumentAt(call, one));
  const changes = known.updatesWhen === undefined || holdsNow(known.updatesWhen, call.given);
  if (changes !== false) {
    const by = call.callee.slice(call.callee.lastIndexOf(".") + 1);
    for (const value of pick(known.updates)) {
      if (value.path !== undefined) machine.effect("sets", settingOf(machine, value.path), call.span);
      else machine.update(value.nodes, by, call.span, call.evidence, changes === true);
    }
    const kept = pick(known.keeps).flatMap((value) => value.nodes);
    for (const value of pick(known.updates)) machine.heap.hold(value.nodes, kept);
  }
  recordEffects(machine, known, call, pick);
  for (const value of pick(known.calls)) callBack(machine, value, call.span);
  if (known.updatesWhen !== undefined && changes === true && known.updates?.length) return NONE;
  return returned(machine, known, call, pick(known.aliases));
}

/** Names positional arguments as far as knowledge tells; their places stay. */
function nameArguments(known: CallKnowledge, given: readonly Given[]): readonly Given[] {
  const { parameters } = known;
  if (!parameters) return given;
  let place = 0;
  return given.map((one) =>
    one.name === undefined && !one.spread ? { ...one, name: parameters[place], place: place++ } : one,
  );
}

/** True or false when the deciding argument is a constant or not given, `maybe` otherwise. */
function holdsNow(condition: NonNullable<CallKnowledge["updatesWhen"]>, given: readonly Given[]): boolean | "maybe" {
  const argument = given.find(({ name }) => name === condition.argument);
  if (!argument) return given.some(({ spread }) => spread) ? "maybe" : false;
  return argument.expr?.kind === "literal" ? argument.expr.value === condition.equals : "maybe";
}

function recordEffects(
  machine: Machine,
  known: CallKnowledge,
  call: Application,
  pick: (refs: readonly ArgumentReference[] | undefined) => Value[],
): void {
  const { span, evidence } = call;
  if (known.draws !== undefined) {
    const own = known.drawsUnless === undefined ? undefined : call.given.find(({ name }) => name === known.drawsUnless);
    const seeded = known.drawsUnlessReceiver !== undefined && call.self.madeWith?.includes(known.drawsUnlessReceiver);
    if ((!own || own.value.none) && !seeded && known.draws !== "system")
      machine.effect("draws", known.draws, span, evidence);
  }
  if (known.seeds !== undefined) machine.effect("seeds", known.seeds, span, evidence);
  if (known.sets !== undefined) machine.effect("sets", known.sets, span, evidence);
  if (known.plots) machine.effect("plots", "figure", span, evidence);
  if (known.touches !== undefined) machine.effect("touches", known.touches, span, evidence);
  const mode = known.mode === undefined ? undefined : call.given.find(({ name }) => name === known.mode)?.value;
  const mayWrite =
    known.mode === undefined || (mode !== undefined && (mode.text === undefined || /[wax+]/.test(mode.text)));
  const mayRead = known.mode === undefined || mode?.text === undefined || /[r+]|^[bt]*$/.test(mode.text);
  if (mayRead)
    for (const value of pick(known.reads))
      if (namesFile(value)) machine.effect("reads", value.text ?? null, span, evidence);
  if (mayWrite)
    for (const value of pick(known.writes))
      if (namesFile(value)) machine.effect("writes", value.text ?? null, span, evidence);
}

/** A buffer or open file given in place of a path is no file effect. */
function namesFile(value: Value): boolean {
  return (
    !value.none &&
    (value.text !== undefined ||
      value.type === null ||
      value.type === "builtins.str" ||
      value.type.startsWith("pathlib."))
  );
}

function returned(machine: Machine, known: CallKnowledge, call: Application, aliased: readonly Value[]): Value {
  if (known.returns === "none") return NONE;
  if (known.returns === "self") return call.self;
  if (known.returns?.startsWith("argument:")) return call.given[Number(known.returns.slice(9))]?.value ?? ATOM;
  const shares = known.aliasesWhen === undefined || holdsNow(known.aliasesWhen, call.given) !== false;
  const nodes = shares ? aliased.flatMap((one) => one.nodes) : [];
  if (known.returns?.startsWith("like:")) {
    const like = known.returns === "like:self" ? call.self : call.given[Number(known.returns.slice(5))]?.value;
    return valueOfType(machine, like?.type ?? null, nodes);
  }
  if (known.plots && known.returns === undefined) return machine.fresh(null, nodes);
  if (known.returns !== "type") return valueOfType(machine, known.returns ?? null, nodes);
  const made = machine.fresh(call.callee);
  machine.heap.hold(made.nodes, nodes);
  return {
    ...made,
    madeWith: call.given.flatMap(({ name, value }) => (name !== undefined && !value.none ? [name] : [])),
  };
}

function argumentAt(call: Application, reference: ArgumentReference): readonly Value[] {
  if (reference === "self") return [call.self];
  if (reference === "*") return call.given.map(({ value }) => value);
  const positional = call.given.filter(({ name, place }) => name === undefined || place !== undefined);
  const found =
    typeof reference === "number" ? positional[reference] : call.given.find(({ name }) => name === reference);
  return found ? [found.value] : [];
}

/** Nothing is known of the callee: whatever it is given may change and may be part of the result. */
function unknownCall(machine: Machine, callee: string, receiver: Value, given: readonly Given[], span: Span): Value {
  const values = [receiver, ...given.map(({ value }) => value)];
  const nodes = values.flatMap((value) => value.nodes);
  const name = callee.slice(callee.lastIndexOf(".") + 1);
  machine.effect("unknown", callee, span, "assumed");
  for (const value of values) {
    if (value.function || value.class) callBack(machine, value, span);
    else for (const node of machine.heap.reach(value.nodes)) machine.update([node], name, span, "assumed", false);
  }
  const result = machine.fresh(null);
  machine.heap.share(result.nodes, nodes);
  return result;
}

/** A function given to something that calls it, with arguments that we do not know. */
function callBack(machine: Machine, value: Value, span: Span): void {
  const { function: called } = value;
  if (called) machine.maybe(() => callFunction(machine, called, [], span, value.self));
}

/** Calls a notebook function by walking its body. */
function callFunction(
  machine: Machine,
  called: FunctionFacts,
  given: readonly Given[],
  span: Span,
  self?: Value,
): Value {
  const locals = bindParameters(machine, called, given, self);
  const results = machine.call(called, locals, span, () => performOperations(machine, called.operations));
  if (results === null) {
    const nodes = given.flatMap(({ value }) => value.nodes);
    for (const node of nodes) machine.update([node], called.name, span, "assumed", false);
    const value = machine.fresh(null);
    machine.heap.share(value.nodes, nodes);
    return value;
  }
  if (called.generator)
    return machine.fresh(
      "builtins.generator",
      results.flatMap((value) => value.nodes),
    );
  if (called.decorators.length > 0 && !self) {
    const value = machine.fresh(null);
    machine.heap.share(
      value.nodes,
      results.flatMap((one) => one.nodes),
    );
    return value;
  }
  return results.reduce((a, b) => join(a, b));
}

function bindParameters(
  machine: Machine,
  called: FunctionFacts,
  given: readonly Given[],
  self: Value | undefined,
): Map<string, Value> {
  const locals = new Map<string, Value>();
  const isStatic = called.decorators.some((one) => one.kind === "name" && one.name === "staticmethod");
  const positional = [
    ...(self && !isStatic ? [self] : []),
    ...given.filter((one) => one.name === undefined && !one.spread).map((one) => one.value),
  ];
  const all = given.flatMap(({ value }) => value.nodes);
  for (const parameter of called.parameters) {
    const named = given.find((one) => one.name === parameter.name)?.value;
    locals.set(parameter.name, named ?? parameterValue(machine, parameter.kind, positional, all, parameter.default));
  }
  return locals;
}

function parameterValue(
  machine: Machine,
  kind: string,
  positional: Value[],
  all: readonly Node[],
  standard: Expr | undefined,
): Value {
  if (kind === "rest") return machine.fresh("builtins.tuple", all);
  if (kind === "keywordRest") return machine.fresh("builtins.dict", all);
  const next = kind === "keyword" ? undefined : positional.shift();
  if (next) return next;
  if (!standard) return machine.fresh(null);
  return machine.defaults.get(standard) ?? evaluate(machine, standard);
}

function instantiate(machine: Machine, made: ClassFacts, given: readonly Given[], span: Span): Value {
  const instance: Value = {
    ...machine.fresh(
      null,
      given.flatMap(({ value }) => value.nodes),
    ),
    instanceOf: made,
  };
  const initialise = made.methods.find((method) => method.name === "__init__");
  if (initialise) callFunction(machine, initialise, given, span, instance);
  return instance;
}
