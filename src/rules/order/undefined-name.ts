import type { Fix } from "../../diagnostics/types.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { closeName } from "./close-name.ts";
import { localsWithoutValue } from "./locals-without-value.ts";
import { undefinedInQueries } from "./query-names.ts";
import { firstDefinition, type UndefinedRead } from "./undefined-reads.ts";
import { usualImport } from "./usual-imports.ts";

/** Names that a platform puts into the session before the first cell runs. */
const GIVEN_BY_PLATFORMS = new Set(
  "spark sc sqlContext sqlc dbutils displayHTML table sql mssparkutils notebookutils js pyodide".split(" "),
);

/** CW102. */
export const undefinedName: Rule = {
  code: "CW102",
  name: "undefined-name",
  severity: "error",
  docs: {
    finds: "A name is used that no cell defines, or that a function changes as its own before it has a value there.",
    why: "The cell that defined it was deleted or its name was changed, and the session still remembered the old one; or an import is missing; or the name is misspelt. In a fresh kernel the notebook stops here with a `NameError`. Names in texts count where pandas looks them up: `frame.query('price > @limit')`. Nothing is said below `from x import *`, `%run`, `exec` and the like, which may define any name. In loops, branches and functions it is a warning, as they may not run, and nothing where a `try` copes with it.",
    mend: "Write the missing definition or import, or correct the spelling.",
    fix: "For a name that is one slip away from one that is defined: puts that one in its place. It is not safe, as another name may have been meant.",
    bad: [
      { notebook: "# %%\nprices = [3, 4]\n# %%\nprint(sum(price))\n" },
      { notebook: '# %%\nframe = pd.read_csv("prices.csv")\nframe.head()\n', beside: { "prices.csv": "a\n1\n" } },
      { notebook: "# %%\ndef scaled(value):\n    return value * factor\n# %%\nprint(scaled(3))\n" },
      { notebook: "# %%\ntotal = 0\ndef count():\n    total += 1\n# %%\ncount()\nprint(total)\n" },
    ],
    good: [
      { notebook: "# %%\nprices = [3, 4]\n# %%\nprint(sum(prices))\n" },
      { notebook: "# %%\ntry:\n    unicode\nexcept NameError:\n    unicode = str\nprint(unicode(3))\n" },
    ],
  },
  check: (subject) => [
    ...subject
      .undefinedReads()
      .filter(({ isCertain }) => isCertain || !mayBeOtherLanguage(subject))
      .filter(({ read: { name } }) => !GIVEN_BY_PLATFORMS.has(name) && firstDefinition(subject, name) === undefined)
      .map((undefinedRead) => findingOf(subject, undefinedRead)),
    ...localsWithoutValue(subject),
    ...undefinedInQueries(subject),
  ],
};

function findingOf(subject: Subject, { statement, read: { name, span, through }, isCertain }: UndefinedRead): Finding {
  const location = placeOf(subject, statement.cell, span);
  const by = through === undefined ? "" : ` by \`${through}\``;
  const sure = isCertain ? ("error" as const) : ("warning" as const);
  const severity = mayBeOtherLanguage(subject) ? ("info" as const) : sure;
  const stops = isCertain ? "the notebook stops here" : "where this runs, it stops";
  const message = `\`${name}\` is used here${by}, and no cell defines it: ${stops} with a \`NameError\`.`;
  const statementOfImport = usualImport(name);
  if (statementOfImport !== undefined)
    return { severity, message, location, hint: `add \`${statementOfImport}\` to the imports at the top` };
  const close = closeName(name, knownNames(subject, statement.id));
  if (close === null) return { severity, message, location, hint: `write the cell that defines \`${name}\` again` };
  return { severity, message, location, hint: `did you mean \`${close}\`?`, fix: respelling(subject, name, close) };
}

/** What stands in code of other languages that is valid Python as well: `x <- 3`, `library(dplyr)`, `console.log(x)`. */
const OTHER_LANGUAGES = /^\s*[\w.]+\s*<-\s|^\s*(library|require|source)\(\w|\bconsole\.log\(|;\s*$/m;

/**
 * Without any word of its language a notebook may be in another one: where nothing in it is of Python alone, and a cell is no
 * Python or looks like another language.
 */
function mayBeOtherLanguage({ notebook, analysis }: Subject): boolean {
  const isUnlabelled =
    notebook.kernel === null && notebook.format === "ipynb" && notebook.metadata.language_info === undefined;
  if (!isUnlabelled) return false;
  const isPython = analysis.statements.some(({ facts }) => facts.imports.length > 0 || facts.function || facts.class);
  return !isPython && analysis.cells.some(({ broken, code }) => broken !== null || OTHER_LANGUAGES.test(code));
}

/** Names that are there when a statement runs. */
function knownNames({ analysis, builtins }: Subject, before: number): ReadonlySet<string> {
  const own = analysis.statements.slice(0, before).flatMap(({ definitions }) => definitions.map(({ name }) => name));
  return new Set([...own, ...[...builtins].filter((name) => /^[a-z]{3,}$/.test(name))]);
}

function respelling(subject: Subject, name: string, instead: string): Fix {
  const edits = subject.analysis.statements.flatMap(({ cell, facts }) =>
    facts.tokens
      .filter((token) => token.name === name && token.role === "load")
      .map((token) => ({ ...placeOf(subject, cell, token.span), text: instead })),
  );
  return { title: `Replace \`${name}\` by \`${instead}\``, safety: "unsafe", edits };
}
