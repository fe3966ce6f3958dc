import type { Analysis, Effect, Statement, StatementId } from "../analysis/types.ts";
import type { Draft } from "./drafts.ts";

/** An order between two drafts that no value shows. */
export interface HiddenEdge {
  readonly before: number;
  readonly after: number;
  readonly because: string;
}

/** Orders that come from files, shared services and declared predecessors, on top of the flow of values. */
export function hiddenEdges(analysis: Analysis, drafts: readonly Draft[]): readonly HiddenEdge[] {
  const worlds = drafts.map((draft) => worldOf(analysis, draft.statements));
  const edges: HiddenEdge[] = [];
  worlds.forEach((later, after) => {
    for (let before = 0; before < after; before++) {
      const because = conflict(worlds[before] as World, later);
      if (because !== null) edges.push({ before, after, because });
    }
  });
  return edges;
}

interface World {
  readonly reads: ReadonlySet<string | null>;
  readonly writes: ReadonlySet<string | null>;
  readonly touches: ReadonlySet<string>;
}

function worldOf(analysis: Analysis, statements: readonly StatementId[]): World {
  const effects = statements.flatMap((id) => (analysis.statements[id] as Statement).effects);
  const of = (kind: Effect["kind"]) =>
    effects.filter((effect) => effect.kind === kind).map((effect) => effect.resource);
  const shell = effects.some((effect) => effect.kind === "touches" && effect.resource === "process");
  const unknownFiles = shell ? [null] : [];
  const touches = of("touches").filter((kind): kind is string => kind === "database" || kind === "process");
  return {
    reads: new Set([...of("reads"), ...unknownFiles]),
    writes: new Set([...of("writes"), ...unknownFiles]),
    touches: new Set(touches),
  };
}

function conflict(before: World, after: World): string | null {
  const file =
    meeting(before.writes, after.reads) ?? meeting(before.writes, after.writes) ?? meeting(before.reads, after.writes);
  if (file !== null) return file;
  for (const kind of before.touches) if (after.touches.has(kind)) return `both use a ${kind}`;
  return null;
}

/** What two sets of paths have in common; an unknown path meets all. */
function meeting(a: ReadonlySet<string | null>, b: ReadonlySet<string | null>): string | null {
  if (a.size === 0 || b.size === 0) return null;
  for (const path of a) if (path !== null && b.has(path)) return `file ${path}`;
  if (a.has(null) || b.has(null)) return "files whose names are not known";
  return null;
}

/** Whether the notebook sets the state of a process-wide random generator anywhere. */
export function seedsAnywhere(analysis: Analysis): boolean {
  return analysis.statements.some((statement) => statement.effects.some((effect) => effect.kind === "seeds"));
}

/** Whether statements draw from, or seed, a process-wide random generator, or may. */
export function mayDrawNumbers(analysis: Analysis, statements: readonly StatementId[]): boolean {
  return statements.some((id) =>
    (analysis.statements[id] as Statement).effects.some(
      (effect) => effect.kind === "draws" || effect.kind === "seeds" || effect.kind === "unknown",
    ),
  );
}
