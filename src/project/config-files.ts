import type { Analysis } from "../analysis/types.ts";
import type { CatalogEntry, Parameter, SeenTable, StepGraph } from "../plan/types.ts";
import { dynamicioFiles } from "./io/dynamicio-files.ts";
import { kedroCatalog } from "./io/kedro-catalog.ts";
import { type Resource, resourcesOf } from "./io/resources.ts";
import type { ProjectContext } from "./project-context.ts";
import { yamlName, yamlValue } from "./python/yaml-value.ts";
import type { ProjectFile } from "./types.ts";

/** The environments that a project begins with. */
const ENVIRONMENTS = ["local", "dev", "staging", "prod"] as const;

/** Environments whose tables lie in the cloud. */
const IN_CLOUD: readonly string[] = ["staging", "prod"];

/** What is planned, as far as configuration goes. */
interface Configured {
  readonly analysis: Analysis;
  readonly graph: StepGraph;
  readonly tables: readonly SeenTable[];
}

/** The folder `conf`: the notebook's parameters and tables as YAML, and a file for each environment; and the tables' resources. */
export function configFiles({ analysis, graph, tables }: Configured, context: ProjectContext): readonly ProjectFile[] {
  const { header } = context.names;
  const resources = context.io === "dynamicio" ? resourcesOf(graph.catalog, tables).resources : [];
  const resourceOf = new Map(resources.map((resource) => [resource.name, resource]));
  const values = graph.parameters.map((parameter) => ({
    name: yamlName(parameter.name),
    value: defaultOf(analysis, parameter),
  }));
  const view = {
    header,
    project: context.package.replaceAll("_", "-"),
    parameters: values.filter(({ value }) => value !== null),
    inCode: values.filter(({ value }) => value === null).map(({ name }) => name),
    tables: graph.catalog.map((entry) => tableView(entry, resourceOf.get(entry.name))),
    firstStep: graph.steps[0]?.name ?? "STEP",
  };
  const base = { path: "conf/base.yaml", content: context.render("python/conf/base.yaml", view) };
  return [
    base,
    ...environmentFiles(context, resources),
    ...dynamicioFiles(resources, context),
    ...(context.io === "kedro" ? kedroCatalog(graph.catalog, context) : []),
  ];
}

/** A file for each environment, which has nothing in it yet but the tables that lie elsewhere. */
export function environmentFiles(
  { names, render }: ProjectContext,
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

/** A table of the catalog; JSON is YAML too. */
function tableView({ name, format, location, options }: CatalogEntry, resource: Resource | undefined) {
  if (resource !== undefined)
    return { name: yamlName(name), format: "dynamicio", location: resource.key, options: "{binding: local}" };
  const place = "text" in location ? location.text : `{${location.parameter}}`;
  const values = options.map((option) => `${yamlName(option.name)}: ${JSON.stringify(option.value)}`);
  return { name: yamlName(name), format, location: JSON.stringify(place), options: `{${values.join(", ")}}` };
}

/** The value of a parameter as YAML; null where only code says it. */
function defaultOf({ statements }: Analysis, { name, statement, value }: Parameter): string | null {
  const binds = statements[statement]?.facts.operations.filter((one) => one.op === "bind" && one.name === name) ?? [];
  const [bind] = binds;
  return bind?.op === "bind" && binds.length === 1 ? yamlValue(bind.value, value) : null;
}
