import type { Analysis, Statement } from "../../analysis/types.ts";
import type { PredictionKnowledge } from "../../languages/prediction-knowledge.ts";
import type { ModelUse, StepGraph } from "../types.ts";
import { type Call, callsWithin, type FoundCall, methodOn } from "./calls-within.ts";
import type { StorableName, StoredVersions } from "./stored-versions.ts";

/** A call of a method of a model. */
export interface ModelCall extends FoundCall {
  readonly statement: Statement;
  readonly method: string;
}

/** A model of the notebook that is stored, with the calls of its methods. */
export interface FoundModel {
  readonly use: ModelUse;
  readonly calls: readonly ModelCall[];
  readonly type: string | null;
}

/**
 * Stored values that the notebook fits or predicts with, those that it predicts with last at the end. What only makes features
 * is none. Whether a value has `predict` in the end, its class says when it is used.
 */
export function findModels(
  analysis: Analysis,
  { steps }: StepGraph,
  versions: StoredVersions,
  knowledge: PredictionKnowledge,
  mayStore: boolean,
): readonly FoundModel[] {
  const calls = versions.inSteps.flatMap((id) => {
    const statement = analysis.statements[id] as Statement;
    return callsWithin(statement.facts.operations).map((one) => ({ ...one, statement }));
  });
  const own = new Set(
    analysis.statements.flatMap(({ definitions }) =>
      definitions.filter(({ kind }) => kind === "function").map(({ name }) => name),
    ),
  );
  const found = storedNames(analysis, steps, versions, mayStore).flatMap(({ name, step, type }) => {
    const asked = calls.flatMap((one) => {
      const method = methodOn(one.call, name) ?? methodWhenMade(one, name);
      return method === null ? [] : [{ ...one, method }];
    });
    if (!isModel(asked, knowledge, isOfNotebook(analysis, name))) return [];
    const passing = calls.filter(({ call }) => isPassedTo(call, name, own)).map(({ statement }) => statement);
    const judging = asked.filter(({ method }) => [...knowledge.predict, ...knowledge.judge].includes(method));
    const using = [...judging.map(({ statement }) => statement), ...passing];
    const use: ModelUse = {
      name,
      step,
      usedIn: stepsUsing(using, step, versions),
      fittedOn: fittedOn(asked, versions, knowledge),
      features: null,
    };
    return [{ use, calls: asked, type }];
  });
  return found.sort((a, b) => lastPrediction(a, knowledge) - lastPrediction(b, knowledge));
}

/** Names with the step that stores, or could store, what they are in the end. */
function storedNames(
  { statements }: Analysis,
  steps: StepGraph["steps"],
  versions: StoredVersions,
  mayStore: boolean,
): readonly StorableName[] {
  const last = versions.inSteps.at(-1) ?? -1;
  const names = new Set(versions.inSteps.flatMap((id) => statements[id]?.definitions.map(({ name }) => name) ?? []));
  const given = new Map(
    steps.flatMap((step) => step.outputs.map(({ name, type }) => [name, { step: step.name, name, type }] as const)),
  );
  return [...names].flatMap((name) => given.get(name) ?? (mayStore ? versions.storableAt(name, last) : null) ?? []);
}

/** What is asked to predict; and what is only fitted, if it is of a library and makes no features. */
function isModel(calls: readonly ModelCall[], knowledge: PredictionKnowledge, isOwn: boolean): boolean {
  const { predict, fit, transform, fitTransform } = knowledge;
  const has = (methods: readonly string[]) => calls.some(({ method }) => methods.includes(method));
  if (has(predict)) return true;
  const isFitted = calls.some(
    ({ method, call }) => fit.includes(method) && call.arguments[0]?.name === undefined && call.arguments.length > 0,
  );
  return isFitted && !isOwn && !has(transform) && !has(fitTransform);
}

/** Its class is one of the notebook. */
function isOfNotebook({ statements }: Analysis, name: string): boolean {
  return statements.some(({ definitions }) =>
    definitions.some((one) => one.name === name && (one.code?.classes.length ?? 0) > 0),
  );
}

/** `fit` for `model = Model().fit(x)`. */
function methodWhenMade(
  { call, statement }: FoundCall & { readonly statement: Statement },
  name: string,
): string | null {
  const isBound = statement.facts.operations.some(
    (one) => one.op === "bind" && one.name === name && one.value === call,
  );
  return isBound && call.of.kind === "member" && call.of.of.kind === "call" ? call.of.name : null;
}

/** Given to a function of the notebook, which may ask it. */
function isPassedTo({ of, arguments: given }: Call, name: string, own: ReadonlySet<string>): boolean {
  if (of.kind !== "name" || !own.has(of.name)) return false;
  return given.some(({ value }) => value.kind === "name" && !value.local && value.name === name);
}

/** Steps that use the model; the one that makes it only if no other does, for it may take long to fit it again. */
function stepsUsing(using: readonly Statement[], giver: string, versions: StoredVersions): readonly string[] {
  const names = new Set(using.flatMap(({ id }) => versions.stepOf(id)?.name ?? []));
  const others = [...names].filter((name) => name !== giver);
  return others.length > 0 ? others : [...names];
}

function fittedOn(
  calls: readonly ModelCall[],
  versions: StoredVersions,
  { fit }: PredictionKnowledge,
): ModelUse["fittedOn"] {
  const last = calls.findLast(({ method, deferred }) => fit.includes(method) && !deferred);
  const value = last?.call.arguments[0]?.value;
  if (last === undefined || value?.kind !== "name" || value.local) return null;
  const step = versions.giverAt(value.name, last.statement.id);
  return step === null ? null : { step, name: value.name };
}

function lastPrediction({ calls }: FoundModel, { predict }: PredictionKnowledge): number {
  return calls.findLast(({ method }) => predict.includes(method))?.statement.id ?? -1;
}
