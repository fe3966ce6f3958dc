import type { Effect, Statement } from "../analysis/types.ts";
import type { Notebook } from "../notebook/types.ts";
import type { ComparedPart, Evidence } from "./evidence.ts";
import { sourceLine } from "./source-lines.ts";
import type { InstabilityCause, SourceLine } from "./types.ts";

/** What is known of a notebook when causes are looked for. */
export interface InstabilityContext {
  readonly statements: readonly Statement[];
  readonly notebook: Notebook;
  readonly random: Evidence["parts"]["random"];
}

/** Seconds since 1970, dates with a time, and durations as they are printed. */
const CLOCK =
  /\b1[6-9]\d{8}(\.\d+)?\b|\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d|\d\d:\d\d:\d\d|\b\d+(\.\d+)? ?(ms|µs|s|sec|seconds)\b/;
const ADDRESS = /0x[0-9a-f]{6,}/i;

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
  if (part.candidate?.status === "equal" || part.candidate?.status === "close") return setOrder(part);
  const texts = `${part.own.left ?? ""}\n${part.own.right ?? ""}`;
  const clock = firstEffect(context, cell, ({ kind, resource }) => kind === "touches" && resource === "clock");
  if (clock !== null && CLOCK.test(texts)) return clockCause(clock.at);
  if (context.random !== null && context.random.cell <= cell) return unseeded(context, context.random.generators);
  const system = firstEffect(context, cell, ({ kind, resource }) => kind === "draws" && resource === "system");
  if (system !== null) return unseededGenerator(system.at);
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

function setOrder({ own }: ComparedPart): InstabilityCause {
  const explanation =
    "The order of a set of texts depends on Python's hash seed. With the seed of the notebook's first run the pipeline gives the same.";
  const where = own.path ? ` (at ${own.path})` : "";
  return cause("setOrder", `${explanation}${where}`, null, "Take the elements in a fixed order: sorted(the_set)");
}

function clockCause(at: SourceLine | null): InstabilityCause {
  return cause("clock", "A reading of the clock is part of the result.", at, null);
}

function unseeded(context: InstabilityContext, generators: readonly string[]): InstabilityCause {
  const cell = context.random?.cell ?? 0;
  const draw = firstEffect(
    context,
    cell,
    ({ kind, resource }) => kind === "draws" && generators.includes(resource ?? ""),
  );
  const names = generators.join(" and ");
  const lines = generators.flatMap((name) => SEED_LINES[name] ?? []).map((line) => `+ ${line}`);
  const patch =
    draw === null || lines.length === 0
      ? null
      : [`cell ${draw.at.cell}, line ${draw.at.line}:`, ...lines, `  ${draw.at.text}`];
  return cause(
    "unseededDraw",
    `The random generator of ${names} is drawn from without a seed.`,
    draw?.at ?? null,
    patch?.join("\n") ?? null,
  );
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
