import type { Diagnostic } from "../../diagnostics/types.ts";
import { conflict, type World, worldOf, writtenModules } from "../order.ts";
import type { CatalogEntry, ModelUse, Parameter, Step, StoredName } from "../types.ts";
import { freeName } from "./free-name.ts";
import { orderPlans } from "./order-plans.ts";
import { placeShared } from "./shared-code.ts";
import { tableNames } from "./table-names.ts";
import type { JoinedPlan, NotebookPlan } from "./types.ts";

/** The plans of several notebooks as the parts of one project. */
export interface JoinedPlans {
  /** In the order in which they run. */
  readonly plans: readonly JoinedPlan[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What else there is in the project. */
export interface JoinWish {
  /** Names of steps that come from no notebook. */
  readonly handWritten: readonly string[];
  /** The project began without a notebook: the modules for shared code belong to whoever wrote it. */
  readonly isInitial: boolean;
}

const alone: JoinWish = { handWritten: [], isInitial: false };

/** What notebooks that were given earlier have called things. */
interface Taken {
  readonly steps: Set<string>;
  readonly parameters: Map<string, Parameter>;
  readonly models: Set<string>;
}

/**
 * Makes one pipeline of the plans of several notebooks. A notebook keeps all its names unless one that is given before it has taken
 * them for something else: then its own label goes in front. So a notebook that comes later changes nothing of those that are there.
 */
export function joinPlans(plans: readonly NotebookPlan[], { handWritten, isInitial }: JoinWish = alone): JoinedPlans {
  const taken: Taken = { steps: new Set(handWritten), parameters: new Map(), models: new Set() };
  const placed: JoinedPlan[] = [];
  const named = plans.map((plan) => withParameters(plan, taken));
  const tables = tableNames(named);
  for (const plan of named) {
    const ownsShared = placed.length === 0 && (!isInitial || plan.label === "");
    placed.push({ ...withOwnNames(plan, taken, tables), modules: placeShared(plan, placed, ownsShared) });
  }
  const { plans: ordered, diagnostics } = orderPlans(placed);
  return { plans: diagnostics.length > 0 ? ordered : withOrders(ordered), diagnostics };
}

function withParameters(plan: NotebookPlan, taken: Taken): NotebookPlan {
  const used = usedNames(plan);
  const parameters = plan.graph.parameters.map((parameter) => withOwnName(parameter, plan.label, used, taken));
  return { ...plan, graph: { ...plan.graph, parameters } };
}

function withOwnNames(plan: NotebookPlan, taken: Taken, entryNames: ReadonlyMap<CatalogEntry, string>): NotebookPlan {
  const { graph, label, tables } = plan;
  const steps = new Map(graph.steps.map(({ name }) => [name, freeName(name, label, (one) => taken.steps.has(one))]));
  for (const name of steps.values()) taken.steps.add(name);
  const nameOf = (step: string) => steps.get(step) ?? step;
  const catalog = graph.catalog.map((entry) => ({
    ...entry,
    name: entryNames.get(entry) ?? entry.name,
    step: nameOf(entry.step),
  }));
  const renamed = graph.steps.map((step) => withNames(step, nameOf));
  const models = graph.models.map((model) => modelWithNames(model, label, taken, nameOf));
  const entries = new Map(graph.catalog.map(({ name }, at) => [name, catalog[at]?.name ?? name]));
  const seen = tables.map((table) => ({
    ...table,
    step: nameOf(table.step),
    name: table.of === "catalog" ? (entries.get(table.name) ?? table.name) : table.name,
  }));
  return { ...plan, graph: { ...graph, steps: renamed, catalog, models }, tables: seen };
}

function modelWithNames(model: ModelUse, label: string, { models }: Taken, nameOf: (step: string) => string): ModelUse {
  const name = freeName(model.name, label, (one) => models.has(one));
  models.add(name);
  const stored = (one: StoredName): StoredName => ({ ...one, step: nameOf(one.step) });
  const { features, fittedOn } = model;
  return {
    ...model,
    ...(name === model.name ? {} : { as: name }),
    step: nameOf(model.step),
    usedIn: model.usedIn.map(nameOf),
    fittedOn: fittedOn && stored(fittedOn),
    features: features && {
      ...features,
      table: stored(features.table),
      values: features.values.map(stored),
      columns: features.columns.map((one) => ({ ...one, of: stored(one.of) })),
    },
  };
}

function withNames(step: Step, nameOf: (step: string) => string): Step {
  return {
    ...step,
    name: nameOf(step.name),
    inputs: step.inputs.map((input) => ({ ...input, from: nameOf(input.from) })),
    after: step.after.map((one) => ({ ...one, step: nameOf(one.step) })),
  };
}

/** The names that mean something in the code of a notebook, and those of its tables. */
function usedNames({ analysis, graph }: NotebookPlan): ReadonlySet<string> {
  const tokens = analysis.statements.flatMap(({ facts }) => facts.tokens.map(({ name }) => name));
  return new Set([...tokens, ...graph.catalog.map(({ name }) => name)]);
}

/** Parameters of one name and one default are one parameter of the project. */
function withOwnName(parameter: Parameter, label: string, used: ReadonlySet<string>, { parameters }: Taken): Parameter {
  const isOther = (name: string) => {
    const there = parameters.get(name);
    const isDifferent = there !== undefined && (there.value !== parameter.value || there.type !== parameter.type);
    return isDifferent || (name !== parameter.name && used.has(name));
  };
  const name = freeName(parameter.name, label, isOther);
  parameters.set(name, parameter);
  return name === parameter.name ? parameter : { ...parameter, as: name };
}

/** Steps of later notebooks come after those of earlier ones with which they share files or services. */
function withOrders(plans: readonly JoinedPlan[]): readonly JoinedPlan[] {
  const own = writtenModules(plans.map(({ analysis }) => analysis));
  const before: { readonly name: string; readonly world: World }[] = [];
  return plans.map((plan) => {
    const worlds = plan.graph.steps.map((step) => worldOf(plan.analysis, own, statementsOf(step)));
    const steps = plan.graph.steps.map((step, at) => {
      const found = before.flatMap(({ name, world }) => {
        const because = conflict(world, worlds[at] as World);
        return because === null ? [] : [{ step: name, because }];
      });
      return found.length === 0 ? step : { ...step, after: [...step.after, ...found] };
    });
    plan.graph.steps.forEach(({ name }, at) => {
      before.push({ name, world: worlds[at] as World });
    });
    return { ...plan, graph: { ...plan.graph, steps } };
  });
}

function statementsOf({ parts }: Step): readonly number[] {
  return parts.flatMap(({ statements }) => statements.filter((one) => !one.replayed).map((one) => one.statement));
}
