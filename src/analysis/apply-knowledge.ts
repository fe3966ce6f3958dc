import type { Span } from "../base/spans.ts";
import type { ArgumentReference, CallKnowledge } from "../languages/knowledge.ts";
import { giveValues } from "./given.ts";
import type { Machine } from "./machine.ts";
import { settingOf } from "./setting-of.ts";
import { valueOfType } from "./typed-values.ts";
import type { Evidence } from "./types.ts";
import { ATOM, type Given, NONE, type Value } from "./values.ts";

/** A call to which library knowledge is applied. */
export interface Application {
  readonly self: Value;
  readonly given: readonly Given[];
  readonly span: Span;
  readonly callee: string;
  readonly evidence: Evidence;
}

/** Does what knowledge says of a call: updates, effects, callbacks; gives its value. */
export function applyKnowledge(machine: Machine, known: CallKnowledge, application: Application): Value {
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
  for (const value of pick(known.calls))
    callBack(machine, value, [call.self, ...call.given.map((one) => one.value)], call.span);
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
  if (known.bindsNames) machine.effect("binds", call.callee, span, evidence);
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

/** A function given to something that calls it: with any of what that is about. */
export function callBack(machine: Machine, value: Value, about: readonly Value[], span: Span): void {
  const { function: called } = value;
  if (!called) return;
  const nodes = [...new Set(about.flatMap((one) => (one === value ? [] : one.nodes)))];
  const any: Value = { type: null, nodes: [...new Set([...nodes, ...machine.heap.held(nodes)])] };
  const given = called.parameters
    .filter(({ kind }) => kind === "positional" || kind === "positionalOnly")
    .map(() => any);
  machine.maybe(() => machine.walker.call(machine, value, giveValues(value.self ? given.slice(1) : given), span));
}
