import { lastName } from "../base/dotted-path.ts";
import type { ArgumentReference, CallKnowledge } from "../languages/knowledge.ts";
import type { Application } from "./application.ts";
import { callBack, noteDraws } from "./callbacks.ts";
import { elementOf } from "./elements.ts";
import { normalPath } from "./file-path.ts";
import { drawFromGiven, givenGenerators } from "./generators.ts";
import { showingLabels, takeLabels } from "./labels.ts";
import type { Machine } from "./machine.ts";
import { joinedPath } from "./operators.ts";
import { settingOf } from "./setting-of.ts";
import { invoke } from "./special-methods.ts";
import { holdsData, valueOfType } from "./typed-values.ts";
import { ATOM, type Given, joinAll, NONE, type Node, type Value } from "./values.ts";

/** Does what knowledge says of a call: updates, effects, callbacks; gives its value. */
export function applyKnowledge(machine: Machine, known: CallKnowledge, application: Application): Value {
  const call = { ...application, given: nameArguments(known, application.given) };
  const pick = (references: readonly ArgumentReference[] | undefined) =>
    (references ?? []).flatMap((one) => {
      if (one === "held" || one === "parts") return [{ type: null, nodes: [...machine.heap.reach(call.self.nodes)] }];
      if (typeof one === "string" && one.startsWith("element:")) return elementsAt(machine, call, one.slice(8));
      return argumentAt(call, one);
    });
  const changes = known.updatesWhen === undefined || holdsNow(known.updatesWhen, call.given);
  if (changes !== false) {
    const by = lastName(call.callee);
    for (const value of pick(known.updates)) {
      if (value.path !== undefined) machine.effect("sets", settingOf(machine, value.path), call.span);
      else {
        const addsNothing = known.keeps === undefined && call.evidence === "proved";
        const nodes = value.labels ? showingLabels(machine, value.labels) : value.nodes;
        const { span, evidence } = call;
        const labels = value.labels !== undefined;
        machine.update(nodes, { by, span, evidence, certain: changes === true, addsNothing, labels });
      }
    }
    const kept = pick(known.keeps).flatMap((value) => value.nodes);
    for (const value of pick(known.updates)) machine.heap.hold(value.nodes, kept);
  }
  recordEffects(machine, known, call, pick);
  const about = [call.self, ...call.given.map((one) => one.value)];
  const called = [
    ...pick(known.calls),
    ...callbacksIn(application.given, pick([...(known.aliases ?? []), ...(known.keeps ?? [])])),
  ];
  const results = called.flatMap((value) => callBack(machine, value, about, call.span));
  const invoked = runMethods(machine, known.invokes, call);
  if (known.updatesWhen !== undefined && changes === true && known.updates?.length && !known.aliases) return NONE;
  const value = takeLabels(machine, returned(machine, known, call, pick), about, known.ownLabels);
  machine.heap.hold(
    value.nodes,
    [...results, ...invoked].flatMap(({ nodes }) => nodes),
  );
  return isScore(known, call) ? { ...value, score: true } : value;
}

/** Functions of the notebook that are given by name, and not for being kept: `callback=note`. They are called, most likely. */
function callbacksIn(given: readonly Given[], kept: readonly Value[]): readonly Value[] {
  return given.flatMap(({ name, value }) =>
    name !== undefined && value.function && !kept.includes(value) ? [value] : [],
  );
}

function isScore({ score }: CallKnowledge, { self, given }: Application): boolean {
  if (score === undefined || score === true) return score === true;
  return (score === "like:self" ? self : given[0]?.value)?.score === true;
}

/** Methods of classes of the notebook that the library calls: on the receiver, or (a function) on each argument. */
function runMethods(machine: Machine, names: readonly string[] | undefined, call: Application): readonly Value[] {
  if (!names) return [];
  const values = call.given.map(({ value }) => value);
  const targets = call.self === ATOM ? values : [call.self];
  return targets.flatMap((target) => invoke(machine, target, names, call.self === ATOM ? [] : values) ?? []);
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
  if (known.draws !== undefined || known.mayDraw) recordDraw(machine, known, call);
  drawFromGiven(machine, known, call);
  if (known.updates?.includes("held")) noteDraws(machine, call.self, span);
  if (known.seeds !== undefined) machine.effect("seeds", known.seeds, span, evidence);
  if (known.sets !== undefined) machine.effect("sets", known.sets, span, evidence);
  if (known.plots) machine.effect("plots", "figure", span, evidence);
  if (known.bindsNames) {
    const { type } = call.self;
    machine.effect("binds", type === null ? call.callee : `${type}.${call.callee}`, span, evidence);
  }
  if (known.needs !== undefined) machine.need(known.needs);
  if (known.touches !== undefined) machine.effect("touches", known.touches, span, evidence);
  const mode = known.mode === undefined ? undefined : call.given.find(({ name }) => name === known.mode)?.value;
  const mayWrite =
    known.mode === undefined || (mode !== undefined && (mode.text === undefined || /[wax+]/.test(mode.text)));
  const mayRead = known.mode === undefined || mode?.text === undefined || /[r+]|^[bt]*$/.test(mode.text);
  if (mayRead)
    for (const value of pick(known.reads))
      if (namesFile(value)) machine.effect("reads", pathOf(value), span, evidence, known.format);
  if (mayWrite)
    for (const value of pick(known.writes))
      if (namesFile(value)) machine.effect("writes", pathOf(value), span, evidence, known.format);
}

/** A draw from a generator of the process; from which one, is not told where it only may be. */
function recordDraw(machine: Machine, known: CallKnowledge, { self, given, span, evidence }: Application): void {
  const own = known.drawsUnless === undefined ? undefined : given.find(({ name }) => name === known.drawsUnless);
  const seeded = known.drawsUnlessReceiver !== undefined && self.madeWith?.includes(known.drawsUnlessReceiver);
  if ((own && !own.value.none) || seeded) return;
  if (known.draws !== undefined) machine.effect("draws", known.draws, span, evidence);
  if (known.mayDraw) machine.effect("draws", null, span, "assumed");
}

function pathOf({ text }: Value): string | null {
  return text === undefined ? null : normalPath(text);
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

type Pick = (references: readonly ArgumentReference[] | undefined) => readonly Value[];

function returned(machine: Machine, known: CallKnowledge, call: Application, pick: Pick): Value {
  const aliased = pick(known.aliases);
  if (known.returns === "none" || givesNone(known, call, pick)) return NONE;
  if (known.returns === "self") return call.self;
  if (known.returns?.startsWith("argument:")) return call.given[Number(known.returns.slice(9))]?.value ?? ATOM;
  const shares = known.aliasesWhen === undefined || holdsNow(known.aliasesWhen, call.given) !== false;
  if (known.returns?.startsWith("element:"))
    return joinAll([...elementsAt(machine, call, known.returns.slice(8)), ...(shares ? aliased : [])]);
  const nodes = shares ? aliased.flatMap((one) => one.nodes) : [];
  if (known.returns?.startsWith("like:")) return copyOf(machine, known.returns.slice(5), call, nodes);
  const exact = typeGiven(known, call) ?? typeForFile(known, call) ?? typeFor(known.returnsFor, pick);
  if (exact !== undefined) return valueOfType(machine, exact, nodes);
  if (known.plots && known.returns === undefined) return machine.fresh(null, nodes);
  const text = known.text === undefined ? undefined : textOf(known.text, call);
  const parts = (reference: string) => givenPart(machine, call, reference);
  if (known.returns !== "type") {
    const value = valueOfType(machine, known.returns ?? null, nodes, parts);
    return text === undefined ? value : { ...value, text };
  }
  // What is made with a function calls it sooner or later, and draws from a generator.
  const code = call.given.flatMap(({ value }) => (value.function ? value.nodes : []));
  const made = machine.fresh(call.callee, [...nodes, ...code, ...givenGenerators(machine, call.given)]);
  if (machine.knowledge.attribute(call.callee, "*")?.held)
    for (const { name, value } of call.given)
      if (name !== undefined) machine.objects.setAttribute(made.nodes, name, value);
  return {
    ...made,
    ...(text === undefined ? {} : { text }),
    madeWith: call.given.flatMap(({ name, value }) => (name !== undefined && !value.none ? [name] : [])),
  };
}

/** Whether, with these arguments, the result is none. */
function givesNone(
  { returnsNoneUnless: needed, returnsNoneWith }: CallKnowledge,
  call: Application,
  pick: Pick,
): boolean {
  const isSomething = (value: Value) => !value.none && (value.type !== null || value.text !== undefined);
  if (pick(returnsNoneWith).some(isSomething)) return true;
  const mayBeGiven = call.given.some(({ name, spread, value }) => spread || (name === needed && !value.none));
  return needed !== undefined && !mayBeGiven;
}

/** The type of the result that follows from an argument being there. */
function typeGiven({ returnsGiven = {} }: CallKnowledge, { given }: Application): string | undefined {
  const decisive = given.find(
    ({ name, value }) => name !== undefined && Object.hasOwn(returnsGiven, name) && !value.none,
  );
  return decisive?.name === undefined ? undefined : returnsGiven[decisive.name];
}

/** The type of the result that follows from the ending of the file's name. */
function typeForFile({ returnsForFile = {} }: CallKnowledge, { given }: Application): string | undefined {
  const file = given[0]?.value.text;
  return Object.entries(returnsForFile).find(([ending]) => file?.endsWith(ending))?.[1];
}

/** The type of the result that follows from that of an argument. */
function typeFor(rule: CallKnowledge["returnsFor"], pick: Pick): string | undefined {
  const type = rule && joinAll(pick([rule.argument])).type;
  return type && Object.hasOwn(rule.types, type) ? rule.types[type] : undefined;
}

/** A fresh value of the same type, an instance of the same class. */
function copyOf(machine: Machine, reference: string, call: Application, nodes: readonly Node[]): Value {
  const like = likeOf(machine, reference, call);
  const copy = valueOfType(machine, like?.type ?? null, nodes);
  return like?.instanceOf ? machine.objects.remember({ ...copy, instanceOf: like.instanceOf }) : copy;
}

/** What stands for a part of a type that refers to arguments: `like:*2` gives two values like each that has no name. */
function givenPart(machine: Machine, call: Application, reference: string): readonly Value[] {
  if (reference.startsWith("element:")) return elementsAt(machine, call, reference.slice(8));
  if (call.given.some(({ spread }) => spread)) return [];
  const times = [...Array(Number(reference.slice("like:*".length))).keys()];
  const all = call.given.flatMap(({ name, value }, at) => (name === undefined ? [{ value, at: `${at}` }] : []));
  return all.flatMap(({ value, at }) => {
    const kept = holdsData(value.type) ? [] : machine.heap.held(value.nodes);
    return times.map(() => copyOf(machine, at, call, kept));
  });
}

function likeOf(machine: Machine, reference: string, call: Application): Value | undefined {
  if (reference.startsWith("element:")) return joinAll(elementsAt(machine, call, reference.slice(8)));
  return reference === "self" ? call.self : call.given[Number(reference)]?.value;
}

/** The text that the call gives, when that of all its arguments is known. */
function textOf(rule: NonNullable<CallKnowledge["text"]>, call: Application): string | undefined {
  const values = [...(call.self === ATOM ? [] : [call.self]), ...call.given.map(({ value }) => value)];
  const texts = values.map((value) => value.text ?? value.digits);
  if (texts.some((text) => text === undefined) || call.given.some(({ spread }) => spread)) return undefined;
  return rule === "path" ? joinedPath(texts as string[]) : texts[0];
}

/** What iterating over arguments gives, one value for each; `element:element:0`: what iterating over that gives. */
function elementsAt(machine: Machine, call: Application, reference: string): readonly Value[] {
  if (reference.startsWith("element:"))
    return elementsAt(machine, call, reference.slice(8)).map((value) => elementOf(machine, value));
  const at = /^\d+$/.test(reference) ? Number(reference) : reference;
  return argumentAt(call, at).map((value) => elementOf(machine, value));
}

function argumentAt(call: Application, reference: ArgumentReference): readonly Value[] {
  if (reference === "self") return [call.self];
  if (reference === "*") return call.given.map(({ value }) => value);
  const positional = call.given.filter(({ name, place }) => name === undefined || place !== undefined);
  const found =
    typeof reference === "number" ? positional[reference] : call.given.find(({ name }) => name === reference);
  return found ? [found.value] : [];
}
