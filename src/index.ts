/**
 * Cellwright as a library: the journey from a notebook to a project, step by step. Nothing of a notebook is run, and
 * only {@link loadPython}, {@link loadPythonTarget} (files of this package) and {@link writeProject} touch the disk.
 *
 * ```ts
 * const { notebook, diagnostics } = readNotebook(bytes, "analysis.ipynb");
 * if (notebook === null) throw new Error(diagnostics.map((one) => one.message).join("\n"));
 * const planned = planNotebook(notebook, { ...(await loadPython()), by: null, level: null });
 * const project = generateProject(planned, {
 *   ...(await loadPythonTarget("# Made from analysis.ipynb.")),
 *   package: packageName(notebook.path, new Set(planned.graph.modules)),
 *   dependencies: [{ distribution: "pydantic", version: null, module: null }],
 *   pythonVersion: null,
 *   notebookText: new TextDecoder().decode(bytes),
 *   copies: [],
 *   style: "minimal",
 *   notebookName: "analysis.ipynb",
 *   workdir: "files",
 * });
 * writeProject({ files: project.files }, "analysis-pipeline");
 * ```
 *
 * A plan whose diagnostics hold an error is not sound: the command line refuses to generate from it, and so should you.
 *
 * @module
 */
export { createKnowledgeBase, type KnowledgeBase } from "./analysis/knowledge-base.ts";
export type {
  Analysis,
  Effect,
  Evidence,
  NameDefinition,
  NameRead,
  NameUpdate,
  Sharing,
  Statement,
  StatementId,
} from "./analysis/types.ts";
export type { Json, JsonObject } from "./base/json.ts";
export type { Location, Span } from "./base/spans.ts";
export { loadPython } from "./cli/load-python.ts";
export { loadPythonTarget, type PythonTarget } from "./cli/load-python-target.ts";
export { Failure } from "./diagnostics/failure.ts";
export type { Diagnostic, Edit, Fix, Related, Removal, Severity } from "./diagnostics/types.ts";
export type { ProjectFiles } from "./disk/project-files.ts";
export { type WriteOptions, type WrittenProject, writeProject } from "./disk/write-project.ts";
export type { CellFacts, StatementFacts } from "./languages/facts.ts";
export type { CallKnowledge, LibraryKnowledge, TypeKnowledge } from "./languages/knowledge.ts";
export type { Language } from "./languages/language.ts";
export { createPythonLanguage } from "./languages/python/python-language.ts";
export { readNotebook } from "./notebook/read-notebook.ts";
export type { Cell, Notebook, NotebookFormat } from "./notebook/types.ts";
export { generateProject, type PlannedNotebook, type PlanningContext, planNotebook } from "./pipeline.ts";
export { stepsDiagram } from "./plan/steps-diagram.ts";
export type {
  Certainty,
  Grouping,
  Input,
  Merge,
  Output,
  Parameter,
  Role,
  SettingGroup,
  Step,
  StepGraph,
} from "./plan/types.ts";
export { packageName } from "./project/package-name.ts";
export type { ProjectContext } from "./project/project-context.ts";
export type { Dependency } from "./project/python/dependencies.ts";
export type { Project, ProjectCopy, ProjectFile } from "./project/types.ts";
export { readTrace } from "./trace/read-trace.ts";
export type { Trace, TracedCell, TracedStatement, TracedValue } from "./trace/types.ts";
