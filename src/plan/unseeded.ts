import { type Analysis, type Effect, ENTROPY, type Statement } from "../analysis/types.ts";
import type { Diagnostic } from "../diagnostics/types.ts";

/** A place where numbers come out that no seed repeats. */
interface Draw {
  readonly statement: Statement;
  readonly effect: Effect;
}

/** How each generator of the process is seeded; the first way is the better code. */
const SEEDS: Readonly<Record<string, string>> = {
  numpy:
    "`rng = np.random.default_rng(0)` and its methods, `random_state=0` where a function takes it, or `np.random.seed(0)` above",
  python: "`random.seed(0)` above",
  torch: "`torch.manual_seed(0)` above",
  tensorflow: "`tf.random.set_seed(0)` above",
  sympy: "`sympy.core.random.seed(0)` above",
};

/** Notes on random numbers that differ in each run, of the notebook and of the pipeline alike: one for each generator. */
export function unseededDraws(analysis: Analysis, isLeft: (statement: Statement) => boolean): readonly Diagnostic[] {
  const draws = new Map<string, Draw[]>();
  const seeded = new Set<string>();
  for (const statement of analysis.statements.filter((one) => !isLeft(one))) {
    for (const effect of statement.effects) {
      const { kind, resource, evidence } = effect;
      if (resource === null || evidence !== "proved") continue;
      if (kind === "seeds") seeded.add(resource);
      else if (kind === "draws" && !seeded.has(resource))
        draws.set(resource, [...(draws.get(resource) ?? []), { statement, effect }]);
    }
  }
  return [...draws].flatMap(([generator, found]) => {
    const [first, ...more] = found as [Draw, ...Draw[]];
    const others = more.length === 0 ? "" : ` (and ${more.length} more ${more.length === 1 ? "place" : "places"})`;
    const text = `\`${textOf(analysis, first)}\`${others}`;
    const system = generator === ENTROPY;
    if (!system && SEEDS[generator] === undefined) return [];
    return [
      {
        code: system ? "CW201" : "CW202",
        severity: "info" as const,
        message: system
          ? `${text} takes its random numbers from the machine, so each run gives others, in the notebook as in the pipeline.`
          : `${text} draws from the random generator of ${generator}, which nothing above seeds, so each run gives other numbers, in the notebook as in the pipeline.`,
        location: { cell: first.statement.cell, span: first.effect.span },
        hint: system ? "give it a seed, for example `np.random.default_rng(0)`" : `use ${SEEDS[generator]}`,
      },
    ];
  });
}

/** The first line of the call that draws, not too long. */
function textOf(analysis: Analysis, { statement, effect }: Draw): string {
  const code = analysis.cells.find(({ cell }) => cell === statement.cell)?.code ?? "";
  const text = code.slice(effect.span.start, effect.span.end).split("\n")[0] ?? "";
  return text.length > 50 ? `${text.slice(0, 50)}...` : text;
}
