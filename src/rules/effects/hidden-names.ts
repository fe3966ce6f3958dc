import type { Expr, Magic } from "../../languages/facts.ts";
import { allOf } from "../code-index.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { sourceText } from "./source-text.ts";

const SAYS: Readonly<Record<string, string>> = {
  run: "binds whatever names that file binds",
  reset: "removes names that it does not list, so what is there below depends on what was run",
  reset_selective: "removes names that it does not list",
  store: "brings values from another notebook's session",
  pylab: "binds hundreds of names of NumPy and Matplotlib",
  rerun: "runs cells of the session again",
  recall: "runs what was typed in the session",
  loadpy: "puts in code from elsewhere",
};
const HINTS: Readonly<Record<string, string>> = {
  run: "import what you use: `from helpers import clean`",
  store: "write the values to a file and read that",
  pylab: "write `import numpy as np` and `import matplotlib.pyplot as plt`",
};

/** CW209. */
export const hiddenNames: Rule = {
  code: "CW209",
  name: "hidden-names",
  severity: "warning",
  docs: {
    finds: "A magic, or `globals().update(...)`, binds or removes names in a way that the notebook does not show.",
    why: "`%run other.py` binds whatever that file binds, `%store -r` brings values from another notebook, `%pylab` binds hundreds of names. Neither readers nor tools can see where a name comes from, and the notebook does not run without what the magic needs. A `%reset` that does nothing, in the first cell, is not found.",
    mend: "Import what you use (`from helpers import clean`), write `del name`, or read values from a file.",
    bad: [
      { notebook: "# %%\n%run helpers.py\n# %%\ntotal = 3\n" },
      { notebook: "# %%\nx = 3\n# %%\n%reset -f\n" },
      { notebook: "# %%\n%pylab inline\n" },
    ],
    good: [
      { notebook: "# %%\nimport math\nprint(math.pi)\n" },
      { notebook: "# %%\n%load_ext autoreload\n%autoreload 2\n%matplotlib inline\n" },
    ],
    references: ["https://ipython.readthedocs.io/en/stable/interactive/magics.html"],
  },
  check: (subject) => {
    const first = subject.analysis.statements[0]?.cell;
    const ofMagics = subject.analysis.statements.flatMap(({ cell, facts }) =>
      facts.magics.flatMap((magic) => {
        const { name = "" } = magic;
        if (SAYS[name] === undefined || !hides(magic) || (name.startsWith("reset") && cell === first)) return [];
        const hint = HINTS[name];
        return [
          {
            message: `\`${`%${name} ${magic.arguments}`.trim()}\` ${SAYS[name]}: the notebook does not show where its names come from.`,
            location: placeOf(subject, cell, magic.span),
            ...(hint === undefined ? {} : { hint }),
          },
        ];
      }),
    );
    return [...ofMagics, ...ofCalls(subject)];
  },
};

/** `open("helpers.py").read()` */
function opensFile(expr: Expr | undefined): boolean {
  return (
    expr !== undefined &&
    allOf(expr).some((one) => one.kind === "call" && one.of.kind === "name" && one.of.name === "open")
  );
}

/** `globals().update(settings)`, `exec(open("helpers.py").read())` */
function ofCalls(subject: Subject): readonly Finding[] {
  return subject.code.calls.flatMap(({ call, callee, method, receiver, statement, deferred }) => {
    const isGlobals = receiver?.kind === "call" && receiver.of.kind === "name" && receiver.of.name === "globals";
    const isUpdate = isGlobals && method === "update";
    const isFile = callee === "exec" && call.arguments.length === 1 && opensFile(call.arguments[0]?.value);
    if (!(isUpdate || isFile) || deferred) return [];
    const what = isUpdate ? "names its argument holds" : "names that file binds";
    return [
      {
        message: `\`${sourceText(subject, statement.cell, call.span)}\` binds whatever ${what}: the notebook does not show where its names come from.`,
        location: placeOf(subject, statement.cell, call.span),
        hint: isUpdate
          ? "bind the names that are used one by one, or take them from the dict"
          : "import what you use: `from helpers import clean`",
      },
    ];
  });
}

function hides({ form, name, arguments: text }: Magic): boolean {
  if (form !== "line") return false;
  if (name === "store") return /(^|\s)-r\b/.test(text);
  // It binds nothing here when it only measures or goes to a namespace of its own.
  if (name === "run") return text.trim() !== "" && !/(^|\s)-n?[tp]\b/.test(text);
  return true;
}
