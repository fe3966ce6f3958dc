import type { Effect, ENTROPY, Statement } from "../analysis/types.ts";
import type { Notebook } from "../notebook/types.ts";
import type { ComparedPart, RandomDifference } from "./evidence.ts";
import { sourceLine } from "./source-lines.ts";
import type { InstabilityCause, SourceLine } from "./types.ts";

/** What is known of a notebook when causes are looked for. */
export interface InstabilityContext {
  readonly statements: readonly Statement[];
  readonly notebook: Notebook;
  readonly random: RandomDifference | null;
}

/** Seconds since 1970, dates with a time, and durations as they are printed. */
const CLOCK =
  /\b1[6-9]\d{8}(\.\d+)?\b|\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d|\d\d:\d\d:\d\d|\b\d+(\.\d+)? ?(ms|µs|s|sec|seconds)\b/;
const ADDRESS = /0x[0-9a-f]{6,}/i;

/** Calls that make a generator from the system's own randomness: as text, since that is no effect of the notebook. */
const UNSEEDED_CALL =
  /\b(default_rng|RandomState|SeedSequence|Random)\(\s*\)|\b(uuid4|urandom|token_hex|token_bytes)\(/;

/** The source of random numbers that no seed repeats. */
export const SYSTEM: typeof ENTROPY = "system";

const SEED_LINES: Readonly<Record<string, string>> = {
  python: "import random; random.seed(0)",
  numpy: "import numpy; numpy.random.seed(0)",
  torch: "import torch; torch.manual_seed(0)",
};

/**
 * Why a part of a notebook differs between the notebook's own two runs, as far as can be known. The runs have different hash
 * seeds, and the project runs with that of the first: what it repeats exactly depends on the order of sets and nothing else.
 */
export function instabilityCause(part: ComparedPart, cell: number, context: InstabilityContext): InstabilityCause {
  if (part.candidate?.status === "equal" || part.candidate?.status === "close") return setOrder();
  const texts = `${part.own.left ?? ""}\n${part.own.right ?? ""}`;
  const clock = firstEffect(context, cell, ({ kind, resource }) => kind === "touches" && resource === "clock");
  if (clock !== null && CLOCK.test(texts)) return clockCause(clock.at);
  const drawn = drawnGenerators(context, cell);
  if (drawn.length > 0) return unseeded(context, cell, drawn);
  const generator = unseededGeneratorLine(context, cell);
  if (generator !== null) return unseededGenerator(generator);
  const entropy = firstEffect(context, cell, ({ kind, resource }) => kind === "draws" && resource === SYSTEM);
  if (entropy !== null) return cause("unseededDraw", "Random numbers come from the machine.", entropy.at, null);
  if (clock !== null || CLOCK.test(texts)) return clockCause(clock?.at ?? null);
  if (ADDRESS.test(texts)) return cause("address", "A memory address is part of the result.", null, null);
  return cause("unknown", "The notebook's own two runs differ, and it is not known why.", null, null);
}

function cause(
  name: InstabilityCause["name"],
  explanation: string,
  at: SourceLine | null,
  patch: string | null,
): InstabilityCause {
  return { name, explanation, at, patch };
}

function setOrder(): InstabilityCause {
  const explanation =
    "The order of a set of texts depends on Python's hash seed. With the seed of the notebook's first run the pipeline gives the same.";
  return cause("setOrder", explanation, null, "Take the elements in a fixed order: sorted(the_set)");
}

function clockCause(at: SourceLine | null): InstabilityCause {
  return cause("clock", "A reading of the clock is part of the result.", at, null);
}

/**
 * Why a part that was the same in the notebook's own two runs may differ all the same: one of these cells draws from a
 * generator without a seed, and the two runs were alike by chance. Null when none does.
 */
export function chanceCause(cells: readonly number[], context: InstabilityContext): InstabilityCause | null {
  const end = Math.max(...cells);
  const own = { ...context, statements: context.statements.filter((one) => cells.includes(one.cell)) };
  const drawn = drawnGenerators(own, end);
  return drawn.length === 0 ? null : unseeded(own, end, drawn);
}

/** Generators whose state differs between the runs, and which the notebook draws from before the end of a cell. */
function drawnGenerators(context: InstabilityContext, cell: number): readonly string[] {
  if (context.random === null || context.random.cell > cell) return [];
  return context.random.generators.filter(
    (name) => firstEffect(context, cell, ({ kind, resource }) => kind === "draws" && resource === name) !== null,
  );
}

function unseeded(context: InstabilityContext, cell: number, generators: readonly string[]): InstabilityCause {
  const isDraw = ({ kind, resource }: Effect) => kind === "draws" && generators.includes(resource ?? "");
  const at = firstEffect(context, cell, isDraw)?.at ?? null;
  const explanation = `The random generator of ${generators.join(" and ")} is drawn from without a seed.`;
  const lines = generators.flatMap((name) => SEED_LINES[name] ?? []).map((line) => `+ ${line}`);
  if (at === null || lines.length === 0) return cause("unseededDraw", explanation, at, null);
  const patch = [`cell ${at.cell}, line ${at.line}:`, ...lines, `  ${at.text}`].join("\n");
  return cause("unseededDraw", explanation, at, patch);
}

function unseededGeneratorLine({ statements, notebook }: InstabilityContext, cell: number): SourceLine | null {
  for (const statement of statements) {
    const { span } = statement.facts;
    const source = notebook.cells[statement.cell]?.source ?? "";
    const found = UNSEEDED_CALL.exec(source.slice(span.start, span.end));
    if (found !== null && statement.cell <= cell) return sourceLine(notebook, statement.cell, span.start + found.index);
  }
  return null;
}

function unseededGenerator(at: SourceLine): InstabilityCause {
  const seeded = at.text.replace(/\b(default_rng|RandomState|Random|SeedSequence)\(\s*\)/, "$1(0)");
  const patch = seeded === at.text ? null : `cell ${at.cell}, line ${at.line}:\n- ${at.text}\n+ ${seeded}`;
  return cause("unseededDraw", "A random generator is made without a seed.", at, patch);
}

/** The first statement up to a cell that has such an effect. */
function firstEffect(
  { statements, notebook }: InstabilityContext,
  cell: number,
  isMeant: (effect: Effect) => boolean,
): { readonly at: SourceLine } | null {
  for (const statement of statements) {
    const effect = statement.cell <= cell ? statement.effects.find(isMeant) : undefined;
    if (effect !== undefined) return { at: sourceLine(notebook, statement.cell, effect.span.start) };
  }
  return null;
}
