import type { Analysis, StatementId } from "../analysis/types.ts";
import { groupedBy } from "../base/grouped-by.ts";
import { jointGraph, jointParameters, projectParameter } from "../plan/several/joint-graph.ts";
import type { JoinedPlan } from "../plan/several/types.ts";
import type { CatalogEntry } from "../plan/types.ts";
import { dynamicioFiles } from "./io/dynamicio-files.ts";
import { kedroCatalog } from "./io/kedro-catalog.ts";
import { type Resource, resourcesOf } from "./io/resources.ts";
import { tableOptions } from "./io/table-options.ts";
import type { SharedContext } from "./project-context.ts";
import { yamlName, yamlValue } from "./python/yaml-value.ts";
import type { ProjectFile } from "./types.ts";

/** The environments that a project begins with. */
const ENVIRONMENTS = ["local", "dev", "staging", "prod"] as const;

/** Environments whose tables lie in the cloud. */
const IN_CLOUD: readonly string[] = ["staging", "prod"];

/** The folder `conf`: parameters and tables of the notebooks as YAML, and a file for each environment; and the tables' resources. */
export function configFiles(plans: readonly JoinedPlan[], context: SharedContext): readonly ProjectFile[] {
  const header = context.jointHeader ?? context.names.header;
  const { catalog, steps } = jointGraph(plans);
  const seen = plans.flatMap(({ tables }) => tables);
  const resources = context.io === "dynamicio" ? resourcesOf(catalog, seen) : [];
  const resourceOf = new Map(resources.map((resource) => [resource.name, resource]));
  const values = jointParameters(plans).map(({ parameter, plan, ownName }) => ({
    name: yamlName(parameter.name),
    value: defaultOf(plan.analysis, ownName, parameter),
  }));
  const entries = plans.flatMap((plan) => plan.graph.catalog.map((entry) => ({ entry, plan })));
  const tables = [...groupedBy(entries, ({ entry }) => entry.name)].map(([name, found]) =>
    tableView(found, resourceOf.get(name)),
  );
  const view = {
    header,
    project: context.package.replaceAll("_", "-"),
    parameters: values.filter(({ value }) => value !== null),
    inCode: values.filter(({ value }) => value === null).map(({ name }) => name),
    tables,
    firstStep: steps[0]?.name ?? "STEP",
  };
  const base = { path: "conf/base.yaml", content: context.render("python/conf/base.yaml", view) };
  return [
    base,
    ...(hasConfiguration(plans) ? environmentFiles(context, resources) : []),
    ...dynamicioFiles(resources, context),
    ...(context.io === "kedro" ? kedroCatalog(catalog, context) : []),
  ];
}

/** Whether environments can differ in anything that the project says itself. */
export function hasConfiguration(plans: readonly JoinedPlan[]): boolean {
  const { catalog, parameters } = jointGraph(plans);
  return catalog.length + parameters.length > 0;
}

/** A file for each environment, which has nothing in it yet but the tables that lie elsewhere. */
export function environmentFiles(
  { names, render }: SharedContext,
  resources: readonly Resource[] = [],
): readonly ProjectFile[] {
  return ENVIRONMENTS.map((environment) => ({
    path: `conf/${environment}.yaml`,
    content: render("python/conf/environment.yaml", {
      header: names.header,
      environment,
      tables: IN_CLOUD.includes(environment) ? resources.map(({ name }) => yamlName(name)) : [],
    }),
  }));
}

/** A table of the catalog, from all entries of its name; JSON is YAML too. */
function tableView(
  entries: readonly { readonly entry: CatalogEntry; readonly plan: JoinedPlan }[],
  resource: Resource | undefined,
) {
  const { entry, plan } = entries[0] as (typeof entries)[number];
  const { name, format, location } = entry;
  const view = { name: yamlName(name), readOptions: null, writeOptions: null };
  if (resource !== undefined)
    return { ...view, format: "dynamicio", location: resource.key, options: "{binding: local}" };
  const place = "text" in location ? location.text : `{${projectParameter(plan.graph, location.parameter)}}`;
  const { both, read, write } = tableOptions(entries.map((one) => one.entry));
  return {
    ...view,
    format,
    location: JSON.stringify(place),
    options: optionsText(both),
    readOptions: read.length > 0 ? optionsText(read) : null,
    writeOptions: write.length > 0 ? optionsText(write) : null,
  };
}

function optionsText(options: CatalogEntry["options"]): string {
  return `{${options.map(({ name, value }) => `${yamlName(name)}: ${JSON.stringify(value)}`).join(", ")}}`;
}

/** The value of a parameter as YAML; null where only code says it. */
function defaultOf(
  { statements }: Analysis,
  name: string,
  { statement, value }: { readonly statement: StatementId; readonly value: string },
): string | null {
  const binds = statements[statement]?.facts.operations.filter((one) => one.op === "bind" && one.name === name) ?? [];
  const [bind] = binds;
  return bind?.op === "bind" && binds.length === 1 ? yamlValue(bind.value, value) : null;
}
