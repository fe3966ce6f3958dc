import { ENTROPY } from "../../analysis/types.ts";
import { type CallSite, dottedPath } from "../code-index.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { callOf, type Draw, unseededDraws } from "./draws.ts";
import { sourceText } from "./source-text.ts";

/** Makers of generators that take a seed as their first argument. */
const GENERATORS = /^(numpy\.random\.(default_rng|RandomState|Generator|PCG64|SeedSequence)|random\.Random)$/;

/** CW201. */
export const entropyOfMachine: Rule = {
  code: "CW201",
  name: "entropy-of-machine",
  severity: "warning",
  docs: {
    finds: "Random numbers that start from the entropy of the machine, so that no seed repeats them.",
    why: "A generator without a seed gives other numbers in each run: the notebook's own second run differs from its first. Identifiers such as `uuid4()` and error bars of charts, which are meant or bound to differ, give a note.",
    mend: "Give the generator a seed: `np.random.default_rng(0)`.",
    fix: "Puts in the seed 0. The numbers become others, and stay the same from then on: not safe.",
    bad: [
      { notebook: "# %%\nimport numpy as np\nrng = np.random.default_rng()\nsample = rng.normal(size=10)\n" },
      { notebook: "# %%\nimport random\ngenerator = random.Random()\n# %%\nprint(generator.random())\n" },
      { notebook: "# %%\nimport uuid\nrun = uuid.uuid4()\n" },
    ],
    good: [
      { notebook: "# %%\nimport numpy as np\nrng = np.random.default_rng(0)\nsample = rng.normal(size=10)\n" },
      { notebook: "# %%\nimport random\ngenerator = random.Random(7)\n# %%\nprint(generator.random())\n" },
    ],
    references: ["https://numpy.org/doc/stable/reference/random/generator.html"],
  },
  check: (subject) => {
    const draws = unseededDraws(subject).get(ENTROPY) ?? [];
    return [...draws.map((draw) => finding(subject, draw)), ...factorySites(subject)];
  },
};

/** A maker that is given as the one of a default, which is called without a seed: `field(default_factory=default_rng)`. */
function factorySites(subject: Subject): readonly Finding[] {
  const { calls, importedPaths } = subject.code;
  return calls.flatMap(({ call, callee, statement }) =>
    call.arguments.flatMap(({ name, value }, index) => {
      const isFactory = /^default_?factory$/.test(name ?? "") || (index === 0 && callee === "collections.defaultdict");
      if (!isFactory || !GENERATORS.test(dottedPath(value, importedPaths) ?? "")) return [];
      const location = placeOf(subject, statement.cell, value.span);
      const text = sourceText(subject, statement.cell, value.span);
      return [
        {
          message: `\`${text}\` is called without a seed here, so each generator starts from the entropy of the machine, and what is drawn from it differs in each run.`,
          location,
          hint: `give it a seed: \`lambda: ${text}(0)\``,
        },
      ];
    }),
  );
}

function makerOf(subject: Subject, { statement, effect }: Draw): CallSite | undefined {
  const site = callOf(subject, statement, effect);
  return GENERATORS.test(site?.callee ?? "") ? site : undefined;
}

function hintOf(site: CallSite | undefined): string {
  const callee = site?.callee ?? "";
  if (callee.startsWith("seaborn.")) return "give it `seed=0`";
  if (/^(uuid|secrets|os)\./.test(callee)) return "make it a constant where it is to stay the same";
  return GENERATORS.test(callee)
    ? "give it a seed, for example `np.random.default_rng(0)`"
    : "give the generator that it draws from a seed";
}

function finding(subject: Subject, draw: Draw): Finding {
  const { statement, effect } = draw;
  const maker = makerOf(subject, draw)?.call;
  const location = placeOf(subject, statement.cell, effect.span);
  const text = `\`${sourceText(subject, statement.cell, effect.span)}\``;
  const end = location.span.end - 1;
  const edits = [{ cell: statement.cell, span: { start: end, end }, text: "0" }];
  return {
    ...(maker === undefined ? { severity: "info" as const } : {}),
    message:
      maker === undefined
        ? `${text} takes random numbers from the machine, so each run gives others.`
        : `${text} starts from the entropy of the machine, so what is drawn from it differs in each run.`,
    location,
    hint: hintOf(callOf(subject, statement, effect)),
    ...(maker?.arguments.length === 0 ? { fix: { title: "Seed it with 0", safety: "unsafe" as const, edits } } : {}),
  };
}
