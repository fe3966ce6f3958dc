import type { Statement } from "../../analysis/types.ts";
import type { Fix } from "../../diagnostics/types.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";

/** CW113. */
export const starImport: Rule = {
  code: "CW113",
  name: "star-import",
  severity: "info",
  docs: {
    finds: "`from module import *`.",
    why: "Nobody can tell from the notebook which names come from the module. It may replace names that are in use, other ones with each release; and misspelt or missing names (CW101, CW102, CW103) can't be found in such a notebook.",
    mend: "Import the names that are used, or the module itself.",
    fix: "Where the notebook has one star import, names what is used and defined nowhere else. It is not safe: a name that the module has and that a builtin has too is not seen.",
    bad: [{ notebook: "# %%\nfrom math import *\n# %%\nprint(sqrt(2) * pi)\n" }],
    good: [{ notebook: "# %%\nfrom math import pi, sqrt\n# %%\nprint(sqrt(2) * pi)\n" }],
    references: ["https://peps.python.org/pep-0008/#imports"],
  },
  check: (subject) => {
    const stars = subject.analysis.statements.flatMap((statement) =>
      statement.facts.imports.flatMap(({ module, member }) => (member === "*" ? [{ statement, module }] : [])),
    );
    return stars.map((star) => findingOf(subject, star, stars.length > 1));
  },
};

interface Star {
  readonly statement: Statement;
  readonly module: string;
}

function findingOf(subject: Subject, { statement, module }: Star, hasOthers: boolean): Finding {
  const names = unexplainedNames(subject, statement.id);
  const shown = names.slice(0, 5).map((name) => `\`${name}\``);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : "";
  const used =
    names.length === 0 ? "nothing that is used here needs it" : `${shown.join(", ")}${more} may come from it`;
  const location = placeOf(subject, statement.cell, statement.facts.span);
  const isPlain = !hasOthers && statement.facts.kind === "import" && names.length > 0 && names.length <= 12;
  const text = `from ${module} import ${names.join(", ")}`;
  const fix: Fix = { title: `Replace by \`${text}\``, safety: "unsafe", edits: [{ ...location, text }] };
  return {
    message: `All names of \`${module}\` are imported, and which ones cannot be seen: ${used}.`,
    location,
    hint: isPlain ? `import the names: \`${text}\`` : "import the names that are used, or the module itself",
    ...(isPlain ? { fix } : {}),
  };
}

/** Names that are read from a statement on, and that nothing in the notebook binds. */
function unexplainedNames({ analysis, builtins }: Subject, from: number): readonly string[] {
  const bound = new Set(analysis.statements.flatMap(({ definitions }) => definitions.map(({ name }) => name)));
  const used = analysis.statements.slice(from).flatMap(({ facts }) => facts.uses.map(({ name }) => name));
  return [...new Set(used)].filter((name) => !bound.has(name) && !builtins.has(name) && !name.startsWith("_")).sort();
}
