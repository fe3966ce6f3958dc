import { join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { packageRoot } from "../disk/package-files.ts";
import { found } from "../disk/plan-write.ts";
import { contentHash } from "../disk/project-files.ts";
import { type GeneratedProject, readGenerated } from "../disk/read-generated.ts";
import { upgradeProject } from "../disk/upgrade-project.ts";
import { writeText } from "../disk/write-text.ts";
import { canCheckTables } from "../project/python/can-check-tables.ts";
import { withSchemaNeeds } from "../project/python/dependencies.ts";
import { packagingFiles } from "../project/python/packaging-files.ts";
import { schemaFiles } from "../project/python/schema-files.ts";
import { plainText } from "../report/plain-text.ts";
import { renderSchemas } from "../report/render-schemas.ts";
import { runProof } from "../run/run-proof.ts";
import { type RunTables, readRunTables } from "../trace/read-run-tables.ts";
import { chooseInterpreter } from "./choose-interpreter.ts";
import { namesOf, projectContextOf } from "./project-context-of.ts";
import { withInterrupts } from "./with-interrupts.ts";

interface SchemasOptions {
  readonly run: string;
  readonly python?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

const PYPROJECT = "pyproject.toml";

/** `cellwright schemas`: 0 when the schemas stand in the project, 1 when an edited file, or a table that cannot be read, kept them out. */
export async function runSchemas(
  path: string,
  { run, python, force, dryRun = false }: SchemasOptions,
): Promise<number> {
  const project = readGenerated(path);
  if (project.options.runner === "small")
    throw new Failure(
      "small-runner",
      "The small runner checks no tables.",
      `Bring in the full one: cellwright upgrade ${path}`,
    );
  const tables = await tablesOf(project, run, await chooseInterpreter(python, [project.folder]));
  const context = await projectContextOf(project, project.options.style, (declared) =>
    withSchemaNeeds(declared, tables.pandera),
  );
  const [schemas] = schemaFiles(tables.tables, context);
  if (schemas === undefined) {
    process.stdout.write(plainText(`Run ${tables.run} stored no tables: there is nothing to write.`).concat("\n"));
    return 0;
  }
  if (dryRun) {
    process.stdout.write(String(schemas.content));
    return 0;
  }
  const place = join(project.folder, schemas.path);
  const isForced = force === true && found(place) !== contentHash(schemas.content);
  if (isForced) writeText(place, String(schemas.content));
  const isPartial = tables.left.length > 0 && force !== true;
  const packaging = packagingFiles(context, namesOf(project), project.hasModels);
  const files = isPartial ? [] : [schemas, ...packaging.filter((one) => one.path === PYPROJECT)];
  const written = upgradeProject({ files, units: [], options: project.options }, path);
  const isLeft = written.left.some((one) => one.path === schemas.path);
  const state = isPartial ? "partial" : isLeft ? "edited" : isForced ? "forced" : "usual";
  process.stdout.write(renderSchemas(written, { ...tables, state, schemas: schemas.path, pyproject: PYPROJECT }));
  return isPartial || isLeft ? 1 : 0;
}

async function tablesOf(project: GeneratedProject, run: string, python: string): Promise<RunTables> {
  const packages = join(packageRoot(), "python");
  const text = await withInterrupts((signal) =>
    runProof({ python, packages, program: "run_schemas.py", args: [project.folder, run], signal }),
  );
  const read = readRunTables(text);
  if (read === null) throw new Failure("proof-failed", "The tables of the run cannot be read.");
  if ("cannot" in read) throw new Failure("no-run", read.cannot, "Run the project first.");
  if (!canCheckTables(read.pandas))
    throw new Failure(
      "old-pandas",
      `pandera checks tables of pandas 2.1.1 and newer, and ${python} has ${read.pandas}.`,
    );
  return read;
}
