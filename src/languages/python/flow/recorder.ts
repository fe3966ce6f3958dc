import type { Span } from "../../../base/spans.ts";
import type { NamedCall, PassedName, TextCall } from "../../call-sites.ts";
import type {
  Definition,
  DefinitionKind,
  ImportedName,
  LoadedModule,
  NameToken,
  StatementFacts,
  Use,
} from "../../facts.ts";
import { type FlowState, statusOf } from "./flow-state.ts";

/** What is found out about the names of one top-level statement. */
export interface NameFacts
  extends Pick<
    StatementFacts,
    | "definitions"
    | "deletions"
    | "uses"
    | "tokens"
    | "calls"
    | "passes"
    | "textCalls"
    | "imports"
    | "modules"
    | "dynamic"
    | "awaits"
    | "stops"
  > {}

/** Gathers what the flow analysis of one top-level statement finds. */
export interface Recorder {
  /** `tried`: in the body of a `try` with handlers. */
  use(name: string, when: Use["when"], span: Span, tried: boolean): void;
  define(name: string, kind: DefinitionKind, span: Span): void;
  unbind(name: string, span: Span): void;
  token(token: NameToken): void;
  call(call: NamedCall): void;
  pass(passed: PassedName): void;
  textCall(call: TextCall): void;
  /** A place whose very text the program shows (`f"{x=}"`). */
  spelled(span: Span): void;
  importName(imported: ImportedName): void;
  loadModule(loaded: LoadedModule): void;
  dynamic(found: StatementFacts["dynamic"][number]): void;
  awaits(): void;
  /** A path that ends here: the notebook stops. */
  stop(state: FlowState): void;
  /** What was gathered, given the state at the end of the statement. */
  finish(end: FlowState): NameFacts;
}

/** Starts a recorder. */
export function createRecorder(): Recorder {
  const uses = new Map<string, Omit<Use, "certain">>();
  const definitions = new Map<string, Omit<Definition, "certain">>();
  const deletions = new Map<string, Span>();
  const tokens: NameToken[] = [];
  const calls = new Map<number, NamedCall>();
  const passes = new Map<number, PassedName>();
  const textCalls = new Map<number, TextCall>();
  const spelled: Span[] = [];
  const isSpelled = ({ span }: { readonly span: Span }) =>
    spelled.some(({ start, end }) => start <= span.start && span.end <= end);
  const imports: ImportedName[] = [];
  const modules: LoadedModule[] = [];
  const dynamic: StatementFacts["dynamic"][number][] = [];
  const stops: ReadonlySet<string>[] = [];
  let awaits = false;
  return {
    use: (name, when, span, tried) => {
      const key = `${when} ${name}`;
      const known = uses.get(key);
      if (known === undefined || (known.tried && !tried)) uses.set(key, { name, when, span, ...(tried && { tried }) });
    },
    define: (name, kind, span) => {
      if (!definitions.has(name)) definitions.set(name, { name, kind, span });
    },
    unbind: (name, span) => {
      if (!deletions.has(name)) deletions.set(name, span);
    },
    token: (token) => tokens.push(token),
    call: (call) => calls.set(call.span.start, call),
    pass: (passed) => passes.set(passed.span.start, passed),
    textCall: (call) => textCalls.set(call.slot.at, call),
    spelled: (span) => spelled.push(span),
    importName: (imported) => imports.push(imported),
    loadModule: (loaded) => modules.push(loaded),
    dynamic: (found) => {
      // The session itself is no news when what is done with it has been noted.
      const isPart = dynamic.some(
        ({ name, span }) => name === found.name && span.start <= found.span.start && found.span.end <= span.end,
      );
      if (!isPart) dynamic.push(found);
    },
    awaits: () => {
      awaits = true;
    },
    stop: (state) => stops.push(readOnWay(state)),
    finish: (end) => ({
      uses: [...uses.values()].map((use) => ({
        ...use,
        certain: use.when === "now" && isCertainRead(use.name, end, stops),
      })),
      definitions: [...definitions.values()].map((definition) => ({
        ...definition,
        certain: !end.dead && statusOf(end, definition.name) === "bound",
      })),
      deletions: deletionsAt(end, deletions),
      tokens,
      calls: [...calls.values()].filter((call) => !isSpelled(call)),
      passes: [...passes.values()].filter((passed) => !isSpelled(passed)),
      textCalls: [...textCalls.values()],
      imports,
      modules,
      dynamic,
      awaits,
      ...(end.dead ? { stops: true as const } : {}),
    }),
  };
}

function readOnWay(state: FlowState): ReadonlySet<string> {
  const read = new Set<string>();
  for (let at: FlowState | null = state; at !== null; at = at.parent) for (const name of at.read) read.add(name);
  return read;
}

/** Paths that end by an exception count only when no path comes to the end. */
function isCertainRead(name: string, end: FlowState, stops: readonly ReadonlySet<string>[]): boolean {
  return end.dead ? stops.every((read) => read.has(name)) : end.read.has(name);
}

/** A name that is bound again after it was deleted is not un-bound by the statement. */
function deletionsAt(end: FlowState, deletions: ReadonlyMap<string, Span>): StatementFacts["deletions"] {
  return [...deletions].flatMap(([name, span]) => {
    const status = statusOf(end, name);
    return status === "unbound" || status === "maybeUnbound" ? [{ name, certain: status === "unbound", span }] : [];
  });
}
