import { importFolders } from "../../analysis/import-folders.ts";
import { textConstants } from "../../analysis/text-constants.ts";
import { Failure } from "../../diagnostics/failure.ts";
import { findLocalFiles, foldersNamed } from "../../disk/local-files.ts";
import { findLocalModules } from "../../disk/local-modules.ts";
import type { Language } from "../../languages/language.ts";
import { loadedPaths } from "../../plan/loaded-modules.ts";
import type { LoadedPath } from "../../plan/types.ts";
import type { ProjectFile } from "../../project/types.ts";
import type { PlannedSource } from "./plan-sources.ts";

/** What lies beside notebooks and belongs to them. */
export interface SourceFiles {
  /** Copies for the project. */
  readonly files: readonly ProjectFile[];
  /** Modules beside the notebooks, and what these import. */
  readonly modules: readonly string[];
  readonly loaded: readonly LoadedPath[];
  /** Folder of the project in which all steps work. */
  readonly workdir: string;
  readonly tooLarge: readonly string[];
}

/**
 * Collects the files of notebooks from the folders that they lie in; they come to lie as if all the notebooks were in one folder.
 * `workdir` is that of a project which is there already. Failures: `different-files`, `other-workdir`.
 */
export function sourceFiles(
  sources: readonly PlannedSource[],
  workdir: string | null,
  language: Language,
): SourceFiles {
  const folders = [...new Set(sources.flatMap(({ source }) => (source.folder === null ? [] : [source.folder])))];
  const found = folders.map((folder) => filesOf(folder, sources, language));
  const depthOf = (place: string) => place.split("/").length;
  const places = found.map((one) => one.local(null).workdir).sort((one, other) => depthOf(other) - depthOf(one));
  const deepest = workdir ?? places[0] ?? "files";
  const local = found.map((one) => one.local(deepest));
  const other = local.find((one) => one.workdir !== deepest);
  if (other !== undefined)
    throw new Failure(
      "other-workdir",
      `The steps of a project work in one folder, which is ${deepest} here; with the files above its folder, a notebook needs ${other.workdir}.`,
      "Put the notebooks into one folder, and convert them together.",
    );
  return {
    files: withoutTwins(local.flatMap(({ files }) => files)),
    modules: [...new Set(found.flatMap(({ modules }) => modules.names))],
    loaded: found.flatMap(({ modules }) => modules.loaded),
    workdir: deepest,
    tooLarge: local.flatMap(({ tooLarge }) => tooLarge),
  };
}

function filesOf(folder: string, sources: readonly PlannedSource[], language: Language) {
  const own = sources.filter(({ source }) => source.folder === folder);
  const paths = own.flatMap(({ planned }) => planned?.graph.loaded.map(({ path }) => path) ?? []);
  const added = own.flatMap(({ planned }) => (planned === null ? [] : importFolders(planned.analysis)));
  const folders = [folder, ...foldersNamed(folder, added)];
  const modules = findLocalModules(folders, paths, (source) => importsOf(language, source));
  const texts = own.flatMap(({ planned }) => (planned === null ? [] : textConstants(planned.analysis)));
  const names = new Set(own.map(({ source }) => source.path.split(/[\\/]/).at(-1) ?? ""));
  return { modules, local: (least: string | null) => findLocalFiles(folder, modules.folders, texts, names, least) };
}

function importsOf(language: Language, source: string): readonly LoadedPath[] {
  const cells = language.readFacts([{ index: 0, source: source.replaceAll("\r\n", "\n") }]);
  return loadedPaths(cells.flatMap((cell) => cell.statements.flatMap((one) => one.modules)));
}

/** Each file once; two notebooks may bring the same one. */
function withoutTwins(files: readonly ProjectFile[]): readonly ProjectFile[] {
  const found = new Map<string, ProjectFile>();
  for (const file of files) {
    const there = found.get(file.path);
    if (there !== undefined && !Buffer.from(there.content).equals(Buffer.from(file.content)))
      throw new Failure(
        "different-files",
        `The notebooks come with different files for ${file.path}.`,
        "Rename one of the files, or make projects of their own of the notebooks.",
      );
    found.set(file.path, file);
  }
  return [...found.values()];
}
