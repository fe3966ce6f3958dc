import type { CallSite } from "../code-index.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { FITS } from "./chance-estimators.ts";
import { callOf, type Draw, unseededDraws } from "./draws.ts";
import { laterDraws } from "./later-draws.ts";
import { sourceText } from "./source-text.ts";

/** How each generator of the process is seeded. */
const SEEDS: Readonly<Record<string, string>> = {
  numpy: "`rng = np.random.default_rng(0)` and its methods, or `np.random.seed(0)` above",
  python: "`random.seed(0)` above",
  torch: "`torch.manual_seed(0)` above",
  tensorflow: "`tf.random.set_seed(0)` above",
  sympy: "`sympy.core.random.seed(0)` above",
  opencv: "`cv2.setRNGSeed(0)` above",
};

/** Callables that draw and take `random_state`. */
const TAKES_STATE = /^sklearn\./;

/** CW202. */
export const unseededDraw: Rule = {
  code: "CW202",
  name: "unseeded-draw",
  severity: "warning",
  docs: {
    finds: "A draw from a random generator of the whole process that nothing above seeds.",
    why: "Functions such as `np.random.normal`, `random.random`, `train_test_split` or `DataFrame.sample` share a generator of the process. Where nothing seeds it above the first draw, each run gives other numbers, and scores, samples and figures with them. Where only a chart depends on the draw (error bars, the layout of a graph), or it does not happen on all paths, this is a note; a loop is taken to have a round. What `**` spreads may hold a seed, and is not found unless it is seen to hold none.",
    mend: "Draw from a generator of your own, `rng = np.random.default_rng(0)`, give functions `random_state=0`, or seed the shared one first: `np.random.seed(0)`.",
    fix: "Gives functions of scikit-learn and `DataFrame.sample` the argument `random_state=0`. The numbers become others, and stay the same from then on: not safe.",
    bad: [
      { notebook: "# %%\nimport numpy as np\nsample = np.random.normal(size=10)\n" },
      { notebook: "# %%\nfrom random import shuffle\ncards = list(range(52))\n# %%\nshuffle(cards)\n" },
      {
        notebook:
          "# %%\nfrom sklearn.datasets import load_iris\nfrom sklearn.model_selection import train_test_split\nX, y = load_iris(return_X_y=True)\n# %%\nX_train, X_test, y_train, y_test = train_test_split(X, y)\n",
      },
      { notebook: "# %%\nimport torch\nweights = torch.rand(3)\n" },
    ],
    good: [
      { notebook: "# %%\nimport numpy as np\nnp.random.seed(1)\n# %%\nsample = np.random.normal(size=10)\n" },
      { notebook: "# %%\nimport numpy as np\nrng = np.random.default_rng(1)\nsample = rng.normal(size=10)\n" },
      {
        notebook:
          "# %%\nfrom sklearn.datasets import load_iris\nfrom sklearn.model_selection import train_test_split\nX, y = load_iris(return_X_y=True)\n# %%\nX_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)\n",
      },
      {
        notebook:
          "# %%\nfrom lightning import seed_everything\nimport torch\nseed_everything(3)\nweights = torch.rand(3)\n",
      },
    ],
    references: ["https://scikit-learn.org/stable/common_pitfalls.html#controlling-randomness"],
  },
  check: (subject) => {
    const drawn = [...unseededDraws(subject)].flatMap(([generator, draws]) => {
      const seed = SEEDS[generator];
      return seed === undefined ? [] : draws.map((draw) => finding(subject, generator, seed, draw));
    });
    const isTold = ({ location: one }: Finding) =>
      drawn.some(({ location }) => location?.cell === one?.cell && location?.span.start === one?.span.start);
    return [...drawn, ...laterDraws(subject).filter((one) => !isTold(one))];
  },
};

function finding(subject: Subject, generator: string, seed: string, draw: Draw): Finding {
  const { statement, effect, isForPlot, isSure } = draw;
  const text = `\`${sourceText(subject, statement.cell, effect.span)}\``;
  const site = stateCall(subject, draw);
  return {
    ...(isSure && !isForPlot ? {} : { severity: "info" as const }),
    message: `${text} draws from the random generator of ${generator}, which nothing above seeds, so each run gives other numbers.`,
    location: placeOf(subject, statement.cell, effect.span),
    hint: site === undefined ? (givenHint(subject, draw) ?? `use ${seed}`) : "give it `random_state=0`",
    ...(site === undefined ? {} : fixOf(subject, site)),
  };
}

/** What a call that draws can be given, where it is seen what it is. */
function givenHint(subject: Subject, { statement, effect }: Draw): string | undefined {
  const { callee, method } = callOf(subject, statement, effect) ?? {};
  if (FITS.test(method ?? "")) return "give what is fitted `random_state=0` where it is made";
  if (callee?.startsWith("networkx.")) return "give it `seed=0`";
  return method === "rvs" ? "give it `random_state=0`" : undefined;
}

/** The call that draws, where it takes `random_state` and stands in the code as such. */
function stateCall(subject: Subject, { statement, effect }: Draw): CallSite | undefined {
  const site = callOf(subject, statement, effect);
  if (site === undefined || FITS.test(site.method ?? "")) return undefined;
  const { isImported, callee, method } = site;
  return (isImported && TAKES_STATE.test(callee ?? "")) || (method === "sample" && !isImported) ? site : undefined;
}

function fixOf(subject: Subject, { call, statement: { cell } }: CallSite): Pick<Finding, "fix"> {
  const code = subject.analysis.cells.find((one) => one.cell === cell)?.code ?? "";
  const before = code.slice(call.of.span.end, call.span.end - 1).trimEnd();
  if (call.arguments.some(({ name }) => name === "random_state" || name === "**") || before.includes("\n")) return {};
  const end = placeOf(subject, cell, call.span).span.end - 1;
  const text = `${before.endsWith("(") || before.endsWith(",") ? "" : ", "}random_state=0`;
  return {
    fix: { title: "Give `random_state=0`", safety: "unsafe", edits: [{ cell, span: { start: end, end }, text }] },
  };
}
