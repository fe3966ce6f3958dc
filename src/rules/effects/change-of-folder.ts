import type { Span } from "../../base/spans.ts";
import type { Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { sourceText } from "./source-text.ts";

const ABSOLUTE = /^(\/|~|[A-Za-z]:[\\/]|\\\\)/;

/** A change of the working folder. */
interface Change {
  readonly cell: number;
  readonly span: Span;
  /** Where to; null when that is no constant. */
  readonly folder: string | null;
}

/** CW215. */
export const changeOfFolder: Rule = {
  code: "CW215",
  name: "change-of-folder",
  severity: "warning",
  docs: {
    finds: "The notebook changes its working folder.",
    why: 'All relative paths below mean something else then. After a relative change, `%cd data` or `os.chdir("..")`, a second run of the cell fails or goes one folder further. A change to an absolute or computed folder is a note.',
    mend: 'Stay in the folder of the notebook and write paths in full: `Path("data") / "a.csv"`.',
    bad: [{ notebook: '# %%\nimport os\nos.chdir("data")\n' }, { notebook: "# %%\n%cd ..\n" }],
    good: [{ notebook: '# %%\nfrom pathlib import Path\nfolder = Path("data")\nprint(folder / "a.csv")\n' }],
  },
  check: (subject) =>
    changes(subject).map((change) => {
      const text = `\`${sourceText(subject, change.cell, change.span)}\``;
      return {
        ...(isRelative(change) ? {} : { severity: "info" as const }),
        message: isRelative(change)
          ? `${text} changes the working folder relative to the last one, so a second run of the cell fails or ends elsewhere.`
          : `${text} changes the working folder, so all relative paths below mean something else.`,
        location: placeOf(subject, change.cell, change.span),
        hint: "stay in the folder of the notebook and name files by their whole path from there",
      };
    }),
};

function isRelative({ folder }: Change): boolean {
  return folder !== null && folder !== "" && folder !== "-" && folder !== "." && !ABSOLUTE.test(folder);
}

function changes({ analysis, code }: Subject): readonly Change[] {
  const byMagic = analysis.statements.flatMap(({ cell, facts }) =>
    facts.magics
      .filter(({ form, name }) => form === "line" && (name === "cd" || name === "pushd"))
      .filter(({ arguments: text }) => text.trim() !== "")
      .map(({ arguments: text, span }) => ({ cell, span, folder: constantFolder(text) })),
  );
  const byCall = code.calls
    .filter(({ callee, isImported }) => isImported && callee === "os.chdir")
    .map(({ call, statement: { cell } }) => {
      const value = call.arguments[0]?.value;
      const folder = value?.kind === "literal" && typeof value.value === "string" ? value.value : null;
      return { cell, span: call.span, folder };
    });
  return [...byMagic, ...byCall].sort((one, other) => one.cell - other.cell || one.span.start - other.span.start);
}

/** The folder that `%cd -q data` names; null when it holds the value of a variable. */
function constantFolder(text: string): string | null {
  const folder = text
    .trim()
    .replace(/^-q\s+/, "")
    .replace(/^(['"])(.*)\1$/, "$2");
  return /[{$]/.test(folder) ? null : folder;
}
