import type { ProjectContext } from "../project-context.ts";
import type { ProjectFile } from "../types.ts";
import type { Resource } from "./resources.ts";

/** The folder `resources`: where each table lies, here and in S3, and what its columns are like. */
export function dynamicioFiles(
  resources: readonly Resource[],
  { render, names }: Pick<ProjectContext, "render" | "names">,
): readonly ProjectFile[] {
  if (resources.length === 0) return [];
  const { header } = names;
  const definitions = render("python/io/definitions.yaml", { header, resources: resources.map(definitionView) });
  return [
    { path: "resources/definitions.yaml", content: definitions },
    ...resources.map((resource) => ({
      path: `resources/schemas/${resource.name}.yaml`,
      content: render("python/io/schema.yaml", { header, name: resource.name, columns: columnViews(resource) }),
    })),
  ];
}

/** JSON is YAML too. */
function definitionView({ key, name, fileType, path, options }: Resource) {
  const local = path.startsWith("/") ? path : `[[ DATA ]]/${path}`;
  const values = Object.fromEntries(options.map((option) => [option.name, option.value]));
  return {
    key,
    name,
    fileType,
    local: JSON.stringify(local),
    remote: JSON.stringify(path.replace(/^(\.?\/)+/, "")),
    options: options.length === 0 ? null : JSON.stringify(values),
  };
}

function columnViews({ columns }: Resource) {
  return columns.map(({ name, type, validations, metrics }) => ({
    name: JSON.stringify(name),
    type: JSON.stringify(type),
    validations: Object.entries(validations).map(([rule, options]) => ({ rule, options: JSON.stringify(options) })),
    metrics: metrics.join(", "),
  }));
}
