import { groupedBy } from "../../base/grouped-by.ts";
import type { CatalogEntry } from "../../plan/types.ts";
import type { ProjectContext } from "../project-context.ts";
import { yamlName } from "../python/yaml-value.ts";
import type { ProjectFile } from "../types.ts";

/** Kedro's datasets for what pandas reads and writes. */
const DATASETS: Readonly<Record<string, string>> = {
  csv: "pandas.CSVDataset",
  excel: "pandas.ExcelDataset",
  feather: "pandas.FeatherDataset",
  json: "pandas.JSONDataset",
  parquet: "pandas.ParquetDataset",
  xml: "pandas.XMLDataset",
};

/** The tables of the catalog as Kedro writes them down; no file where there are none. */
export function kedroCatalog(
  catalog: readonly CatalogEntry[],
  { render, names, workdir }: Pick<ProjectContext, "render" | "names" | "workdir">,
): readonly ProjectFile[] {
  if (catalog.length === 0) return [];
  const tables = [...groupedBy(catalog, ({ name }) => name).values()].map((entries) => tableView(entries, workdir));
  return [
    {
      path: "conf/kedro/catalog.yml",
      content: render("python/io/kedro-catalog.yml", { header: names.header, tables }),
    },
  ];
}

function tableView(entries: readonly CatalogEntry[], workdir: string) {
  const { name, format, location } = entries[0] as CatalogEntry;
  // A parameter is what Kedro calls a runtime parameter.
  const place = "text" in location ? location.text : `\${runtime_params:${location.parameter}}`;
  const isAway = place.startsWith("/") || place.includes("://");
  return {
    name: yamlName(name),
    dataset: DATASETS[format] ?? "pandas.GenericDataset",
    isGeneric: !Object.hasOwn(DATASETS, format),
    format,
    place: JSON.stringify(isAway ? place : `${workdir}/${place.replace(/^(\.\/)+/, "")}`),
    arguments: entries.flatMap(argumentsOf),
  };
}

function argumentsOf({ kind, format, options }: CatalogEntry): readonly string[] {
  // Kedro leaves the labels of rows out unless it is told; pandas writes them.
  const usual = kind === "sink" && (format === "csv" || format === "excel") ? { index: true } : {};
  const values = { ...usual, ...Object.fromEntries(options.map((option) => [option.name, option.value])) };
  const key = kind === "source" ? "load_args" : "save_args";
  return Object.keys(values).length === 0 ? [] : [`${key}: ${JSON.stringify(values)}`];
}
