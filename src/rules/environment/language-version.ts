import { isObject } from "../../base/json.ts";
import type { NewerSyntax } from "../../languages/code-needs.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { compareVersions, lowestVersion } from "./versions.ts";

/** A version of the language that the notebook has to do with, and how. */
interface Target {
  readonly version: string;
  readonly severity: "error" | "warning" | "info";
  readonly says: string;
}

/** CW614. */
export const languageVersion: Rule = {
  code: "CW614",
  name: "language-version",
  severity: "error",
  docs: {
    finds: "Syntax that the version of Python does not have with which the notebook is to run.",
    why: "The cell stops with a `SyntaxError` (a `TypeError` for annotations) before it does anything. An error for the interpreter that was chosen or is near; a warning for the lowest version that files near the notebook declare; a note for the version that the notebook was saved with.",
    mend: "Raise the version that is declared, run the notebook with a newer interpreter, or write it in older syntax.",
    bad: [
      {
        notebook: "# %%\nsize = 3\nmatch size:\n    case 3:\n        print(size)\n",
        beside: {
          "pyproject.toml": '[project]\nname = "x"\nrequires-python = ">=3.8"\ndependencies = ["numpy==1.24.4"]\n',
        },
      },
      {
        notebook: "# %%\ntype Pair = tuple[int, int]\n",
        installed: {},
      },
    ],
    good: [
      {
        notebook: "# %%\nsize = 3\nmatch size:\n    case 3:\n        print(size)\n",
        beside: {
          "pyproject.toml": '[project]\nname = "x"\nrequires-python = ">=3.10"\ndependencies = ["numpy==1.24.4"]\n',
        },
      },
      { notebook: "# %%\nif (size := 3) > 2:\n    print(size)\n", installed: {} },
    ],
    references: ["https://docs.python.org/3/whatsnew/index.html"],
  },
  check: (subject) => {
    const cells = subject.analysis.cells.filter(({ newerSyntax }) => newerSyntax !== undefined);
    if (cells.length === 0) return [];
    const told = new Set<string>();
    return cells.flatMap(({ cell, newerSyntax = [], broken }) =>
      broken !== null
        ? []
        : newerSyntax.flatMap((one) => {
            const target = targets(subject).find(({ version }) => compareVersions(version, one.since) < 0);
            if (target === undefined || told.has(one.what)) return [];
            told.add(one.what);
            return [finding(subject, cell, one, target)];
          }),
    );
  },
};

/** What the notebook is to run with, gravest first. */
function targets({ around, notebook }: Subject): readonly Target[] {
  const { environment, declared } = around;
  const found: Target[] = [];
  const version = environment?.version ?? null;
  if (version !== null) found.push({ version, severity: "error", says: `\`${environment?.path}\` has ${version}` });
  const lowest = declared?.python == null ? null : lowestVersion(declared.python);
  // `==3.9` without more says any 3.9.
  if (lowest !== null)
    found.push({ version: lowest, severity: "warning", says: `the files near it declare \`${declared?.python}\`` });
  const { language_info: saved } = notebook.metadata;
  const savedVersion = isObject(saved) ? saved.version : undefined;
  if (typeof savedVersion === "string" && /^3\.\d+/.test(savedVersion))
    found.push({ version: savedVersion, severity: "info", says: `it was saved with ${savedVersion}` });
  return found;
}

function finding(
  subject: Subject,
  cell: number,
  { what, since, span }: NewerSyntax,
  { severity, says }: Target,
): Finding {
  return {
    severity,
    message: `The notebook has ${what}, which Python has since ${since}, and ${says}: it stops there.`,
    location: placeOf(subject, cell, span),
    hint: severity === "warning" ? `declare \`>=${since}\`` : `run it with Python ${since} or later`,
  };
}
