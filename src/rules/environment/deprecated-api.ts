import { topLevel } from "../../base/dotted-path.ts";
import type { Span } from "../../base/spans.ts";
import { sourceText } from "../effects/source-text.ts";
import type { Finding, Rule } from "../rule.ts";
import { cellPlace, placeOf, type Subject } from "../subject.ts";
import { typesOfName } from "../types-of-read.ts";
import { REMOVED_ARGUMENTS } from "./removed-arguments.ts";
import { REMOVED_METHODS, REMOVED_NAMES, type RemovedName } from "./removed-names.ts";
import { savedDeprecations } from "./saved-deprecations.ts";
import { compareVersions } from "./versions.ts";

/** Last parts of the names: most members are none of them. */
const LAST_PARTS = new Set([...REMOVED_NAMES.keys()].map((path) => path.split(".").at(-1)));
/** Names of methods of which that holds. */
const METHODS = new Set(REMOVED_METHODS.flatMap(({ names }) => [...names.keys()]));

/** What belongs to the language itself, whether or not its newest version still has it. */
const LANGUAGE = new Set(["builtins", "asyncore", "cgi", "imghdr", "imp", "pipes", "telnetlib"]);

/** Methods of dicts in Python 2, which little else has. */
const OF_PYTHON_2: ReadonlyMap<string, RemovedName> =
  REMOVED_METHODS.find(({ type }) => type.test("builtins.dict"))?.names ?? new Map();

/** A place that uses such a name. */
interface Use {
  readonly path: string;
  /** Version in which it is gone, and what stands for it. */
  readonly known: RemovedName;
  readonly cell: number;
  readonly span: Span;
  /** The keyword argument that it is. */
  readonly argument?: string;
}

/** CW615. */
export const deprecatedApi: Rule = {
  code: "CW615",
  name: "deprecated-api",
  severity: "error",
  docs: {
    finds:
      "A part of a library that newer versions no longer have, or that warned of its end when the notebook was run.",
    why: "With the next version of the library the notebook stops with an `AttributeError` or `ImportError`. An error where the interpreter that was chosen or is near has such a version; a note otherwise, and for warnings that the saved outputs hold.",
    mend: "Write what the message names instead, or pin the older version.",
    bad: [
      { notebook: "# %%\nimport numpy as np\nones = np.ones(3).astype(np.float)\n" },
      { notebook: "# %%\nfrom sklearn.datasets import load_boston\n", installed: { sklearn: "1.5.2" } },
      {
        notebook:
          '# %%\nimport pandas as pd\nframe = pd.DataFrame({"a": [1]})\n# %%\nframe = frame.append({"a": 2}, ignore_index=True)\n',
      },
      { notebook: "# %%\nfrom sklearn.preprocessing import OneHotEncoder\nencoder = OneHotEncoder(sparse=False)\n" },
      { notebook: "# %%\nfrom collections import Iterable\nprint(isinstance([], Iterable))\n" },
    ],
    good: [
      { notebook: "# %%\nimport numpy as np\nones = np.ones(3).astype(float)\n" },
      { notebook: "# %%\nrows = []\nrows.append(3)\n" },
    ],
    references: [
      "https://numpy.org/doc/stable/numpy_2_0_migration_guide.html",
      "https://pandas.pydata.org/docs/whatsnew/v2.0.0.html",
    ],
  },
  check: (subject) => {
    return [...uses(subject).flatMap((use) => finding(subject, use)), ...ofOutputs(subject)];
  },
};

function uses(subject: Subject): readonly Use[] {
  return [...importedUses(subject), ...memberUses(subject), ...methodUses(subject), ...argumentUses(subject)];
}

function importedUses({ analysis }: Subject): readonly Use[] {
  return analysis.statements.flatMap(({ cell, facts }) =>
    facts.imports.flatMap(({ module, member, span }) => {
      const path = [member === undefined ? module : `${module}.${member}`, module].find((one) =>
        REMOVED_NAMES.has(one),
      );
      const known = path === undefined ? undefined : REMOVED_NAMES.get(path);
      const isInTry = facts.modules.some((one) => one.module === module && one.optional);
      return path === undefined || known === undefined || isInTry ? [] : [{ path, known, cell, span }];
    }),
  );
}

/** `np.float`: a member of an imported module. */
function memberUses({ code }: Subject): readonly Use[] {
  const candidates = code.parts.filter(
    ({ part, path }) => part.kind === "member" && path !== null && LAST_PARTS.has(part.name),
  );
  if (candidates.length === 0) return [];
  const roots = new Set([...code.importedPaths.values()].map(topLevel));
  return candidates.flatMap(({ part, path, statement }) => {
    const whole = `${path}.${part.kind === "member" ? part.name : ""}`;
    const known = roots.has(topLevel(whole)) ? REMOVED_NAMES.get(whole) : undefined;
    return known === undefined ? [] : [{ path: whole, known, cell: statement.cell, span: part.span }];
  });
}

/** `frame.append(...)` of a table of pandas. */
function methodUses({ code, analysis }: Subject): readonly Use[] {
  return code.parts.flatMap(({ part, statement }) => {
    if (part.kind !== "member" || part.of.kind !== "name" || part.of.local || !METHODS.has(part.name)) return [];
    const types = typesOfName(analysis, statement, part.of.name);
    const isUnknown = types.every((type) => type === null);
    const family = REMOVED_METHODS.find(({ type: is }) => types.every((type) => type !== null && is.test(type)));
    const known = isUnknown ? OF_PYTHON_2.get(part.name) : family?.names.get(part.name);
    if (known === undefined) return [];
    const path = `${isUnknown ? "" : (types[0] ?? "").replace(/\[.*/, "")}.${part.name}`;
    return [{ path, known, cell: statement.cell, span: part.span }];
  });
}

/** `OneHotEncoder(sparse=False)`. */
function argumentUses({ code }: Subject): readonly Use[] {
  return code.calls.flatMap(({ callee, isImported, call, statement: { cell } }) => {
    const removed = isImported ? REMOVED_ARGUMENTS.get(callee ?? "") : undefined;
    if (removed === undefined) return [];
    return call.arguments.flatMap(({ name = "", value }) => {
      const known = Object.hasOwn(removed, name) ? removed[name] : undefined;
      return known === undefined ? [] : [{ path: `${callee}(${name})`, known, cell, span: value.span, argument: name }];
    });
  });
}

function finding(subject: Subject, { path, known, cell, span, argument }: Use): readonly Finding[] {
  const { standardLibrary, environment } = subject.around;
  const ofLanguage = standardLibrary.has(topLevel(path)) || LANGUAGE.has(topLevel(path)) || path.startsWith(".");
  const module = ofLanguage ? "Python" : topLevel(path);
  const installed = (ofLanguage ? environment?.version : environment?.installed.get(module)?.version) ?? undefined;
  const { removed, instead } = known;
  const isGone = removed !== null && installed !== undefined && compareVersions(installed, removed) >= 0;
  if (removed !== null && installed !== undefined && !isGone) return [];
  const text = `\`${argument ?? sourceText(subject, cell, span)}\`${argument ? ` of \`${path.replace(/\(.*/, "")}\`` : ""}`;
  const when = removed === null ? "is deprecated" : `is no longer there since ${module} ${removed}`;
  return [
    {
      ...(isGone ? {} : { severity: "info" as const }),
      message: isGone ? `${text} ${when}, and ${installed} is installed: the notebook stops here.` : `${text} ${when}.`,
      location: placeOf(subject, cell, span),
      hint: `write ${instead}`,
    },
  ];
}

function ofOutputs(subject: Subject): readonly Finding[] {
  return savedDeprecations(subject.notebook).map(({ cell, category, text }) => ({
    severity: "info",
    message: `The saved output holds a \`${category}\`: ${text}`,
    location: cellPlace(cell),
    hint: "do what the warning says before the library is updated",
  }));
}
