import { ownModules } from "../analysis/own-modules.ts";
import { type Analysis, type Effect, ENTROPY, NUMBERING, type Statement, type StatementId } from "../analysis/types.ts";
import { topLevel } from "../base/dotted-path.ts";
import type { Draft } from "./drafts.ts";
import { seeds } from "./settings.ts";

/** A draft that comes before another one although no value shows it. */
export interface HiddenEdge {
  readonly before: number;
  readonly because: string;
}

/** For each draft, the orders that come from files and shared services, on top of the flow of values. */
export function hiddenEdges(analysis: Analysis, drafts: readonly Draft[]): readonly (readonly HiddenEdge[])[] {
  const own = ownModules(analysis);
  const worlds = drafts.map((draft) => worldOf(analysis, own, draft.statements));
  return worlds.map((later, after) =>
    worlds.slice(0, after).flatMap((earlier, before) => {
      const because = conflict(earlier, later);
      return because === null ? [] : [{ before, because }];
    }),
  );
}

/** Files and services that code uses; null stands for a file whose name is not known. */
export interface World {
  readonly reads: ReadonlySet<string | null>;
  readonly writes: ReadonlySet<string | null>;
  readonly touches: ReadonlySet<string>;
}

/** What statements of a notebook use; `own` has the modules that are written on the way. */
export function worldOf(
  analysis: Analysis,
  own: ReadonlyMap<string, string | null>,
  statements: readonly StatementId[],
): World {
  const modules = statements.flatMap((id) => (analysis.statements[id] as Statement).facts.modules);
  const loaded = modules.flatMap(({ module }) => {
    const file = own.get(topLevel(module));
    return file === undefined ? [] : [file];
  });
  const effects = statements.flatMap((id) => (analysis.statements[id] as Statement).effects);
  const of = (kind: Effect["kind"]) =>
    effects.filter((effect) => effect.kind === kind).map((effect) => effect.resource);
  const shell = effects.some((effect) => effect.kind === "touches" && effect.resource === "process");
  const unknownFiles = shell ? [null] : [];
  const touches = of("touches").filter((kind): kind is string => kind === "database" || kind === "process");
  return {
    reads: new Set([...of("reads"), ...loaded, ...unknownFiles]),
    writes: new Set([...of("writes"), ...unknownFiles]),
    touches: new Set(touches),
  };
}

/** Why code must not run before other code that stands above it; null where it may. */
export function conflict(before: World, after: World): string | null {
  const file =
    meeting(before.writes, after.reads) ?? meeting(before.writes, after.writes) ?? meeting(before.reads, after.writes);
  if (file !== null) return file;
  for (const kind of before.touches) if (after.touches.has(kind)) return `both use a ${kind}`;
  return null;
}

/** The modules that any of the notebooks writes. */
export function writtenModules(analyses: readonly Analysis[]): ReadonlyMap<string, string | null> {
  return new Map(analyses.flatMap((analysis) => [...ownModules(analysis)]));
}

/**
 * What a notebook reads that it has not written itself by then, and what it writes, as far as the names are known. `all` are the
 * notebooks that may write modules for it.
 */
export function firstUses(
  analysis: Analysis,
  all: readonly Analysis[],
): { readonly finds: World; readonly leaves: World } {
  const own = writtenModules(all);
  const [found, left] = [new Set<string>(), new Set<string>()];
  for (const { id } of analysis.statements) {
    const { reads, writes } = worldOf(analysis, own, [id]);
    for (const path of reads) if (path !== null && covered(new Set([path]), left) === null) found.add(path);
    for (const path of writes) if (path !== null) left.add(path);
  }
  const none = new Set<string>();
  return { finds: { reads: found, writes: none, touches: none }, leaves: { reads: none, writes: left, touches: none } };
}

/** The file for which a notebook has to come after another one; null where there is none. */
export function whyOrdered({ writes }: World, { reads }: World): string | null {
  return meeting(writes, reads);
}

/** What two sets of paths have in common; a folder meets all that is in it, an unknown path meets all. */
function meeting(a: ReadonlySet<string | null>, b: ReadonlySet<string | null>): string | null {
  if (a.size === 0 || b.size === 0) return null;
  const path = covered(a, b) ?? covered(b, a);
  if (path !== null) return `file ${path}`;
  if (a.has(null) || b.has(null)) return "files whose names are not known";
  return null;
}

/** A path that is among the others, or in a folder that is; a pattern (`data/*.csv`) stands for its folder. */
function covered(paths: ReadonlySet<string | null>, others: ReadonlySet<string | null>): string | null {
  const folders = new Set([...others].map((other) => (other === null ? null : withoutPattern(other))));
  return [...paths].find((path) => path !== null && foldersOf(path).some((folder) => folders.has(folder))) ?? null;
}

function withoutPattern(path: string): string {
  const at = path.search(/[*?[]/);
  return at === -1 ? path : path.slice(0, Math.max(0, path.lastIndexOf("/", at))) || ".";
}

/** The path itself and all folders that it is in. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split("/");
  return [...parts.map((_, at) => parts.slice(0, at + 1).join("/") || "/"), ...(path.startsWith("/") ? [] : ["."])];
}

/** Whether the notebook sets the state of a process-wide random generator anywhere. */
export function seedsAnywhere(analysis: Analysis): boolean {
  return analysis.statements.some(seeds);
}

/** Whether statements draw from, or seed, a process-wide random generator, or may; or make what a library numbers, as any may. */
export function mayDrawNumbers(analysis: Analysis, statements: readonly StatementId[]): boolean {
  const isNumbered = analysis.statements.some(({ effects }) => effects.some(({ resource }) => resource === NUMBERING));
  if (isNumbered) return true;
  return statements.some((id) =>
    (analysis.statements[id] as Statement).effects.some(
      ({ kind, resource }) => (kind === "draws" && resource !== ENTROPY) || kind === "seeds" || kind === "unknown",
    ),
  );
}
