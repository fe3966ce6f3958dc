import type { Expr } from "../../languages/facts.ts";
import type { CallSite } from "../code-index.ts";
import { sourceText } from "../effects/source-text.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { isTable, lostAssignments } from "./lost-assignments.ts";
import { compareVersions } from "./versions.ts";

/** Methods of columns that change them in place when they are asked to. */
const METHODS = new Set([
  ...["bfill", "clip", "drop", "drop_duplicates", "dropna", "ffill", "fillna", "interpolate", "mask", "rename"],
  ...["replace", "reset_index", "sort_index", "sort_values", "where"],
]);
/** Since this version a part of a table is a copy. */
const COPIES_SINCE = "3.0";

/** CW616. */
export const lostChange: Rule = {
  code: "CW616",
  name: "lost-change",
  severity: "error",
  docs: {
    finds:
      'A column of a pandas table is changed in place through an expression, `df["age"].fillna(0, inplace=True)`, or a part of a part of a table is assigned to, `df[df["age"] > 9]["old"] = True`.',
    why: "Since pandas 3 such an expression gives a copy: the copy is changed, and the table stays as it is, with no error. An error where the interpreter that was chosen or is near has pandas 3, a warning where it is not known; in older versions it works, and is not found. Rows that are chosen by a condition are a copy in all versions: what is assigned to a column of them is always lost.",
    mend: 'Assign the result: `df["age"] = df["age"].fillna(0)`.',
    bad: [
      {
        notebook:
          '# %%\nimport pandas as pd\npeople = pd.DataFrame({"age": [31, None]})\npeople["age"].fillna(0, inplace=True)\n',
        installed: { pandas: "3.0.1" },
      },
      {
        notebook:
          '# %%\nimport pandas as pd\npeople = pd.DataFrame({"age": [31, None]})\n# %%\npeople.age.replace(31, 32, inplace=True)\n',
      },
      {
        notebook:
          '# %%\nimport pandas as pd\npeople = pd.DataFrame({"age": [31, 8]})\npeople["old"] = False\n# %%\npeople[people["age"] > 9]["old"] = True\n',
        installed: { pandas: "2.3.3" },
      },
    ],
    good: [
      {
        notebook:
          '# %%\nimport pandas as pd\npeople = pd.DataFrame({"age": [31, None]})\npeople["age"] = people["age"].fillna(0)\npeople.fillna(0, inplace=True)\npeople.loc[people["age"] > 9, "old"] = True\n',
        installed: { pandas: "3.0.1" },
      },
      {
        notebook:
          '# %%\nimport pandas as pd\npeople = pd.DataFrame({"age": [31, None]})\npeople["age"].fillna(0, inplace=True)\n',
        installed: { pandas: "2.3.3" },
      },
      {
        notebook:
          '# %%\nimport pandas as pd\ntables = {"people": pd.DataFrame({"age": [31, None]})}\ntables["people"].fillna(0, inplace=True)\n',
        installed: { pandas: "3.0.1" },
      },
    ],
    references: ["https://pandas.pydata.org/docs/user_guide/copy_on_write.html"],
  },
  check: (subject) => {
    const installed = subject.around.environment?.installed.get("pandas")?.version;
    const isNew = installed === undefined || compareVersions(installed, COPIES_SINCE) >= 0;
    const inPlace = isNew ? subject.code.calls.filter((site) => isInPlace(site) && isColumn(site, subject)) : [];
    return [...inPlace.map((site) => finding(subject, site, installed)), ...lostAssignments(subject, installed, isNew)];
  },
};

function isInPlace({ call, method }: CallSite): boolean {
  const asked = call.arguments.find(({ name }) => name === "inplace")?.value;
  return method !== null && METHODS.has(method) && asked?.kind === "literal" && asked.value === true;
}

/** `df["a"]`, `df.a`, `df[["a", "b"]]`, `df.loc[rows, "a"]`: a part of what is known to be a table. */
function isColumn({ receiver, statement, deferred }: CallSite, subject: Subject): boolean {
  if (receiver === null || deferred || receiver.kind === "name") return false;
  const table = tableOf(receiver);
  return table !== null && isTable(table, statement, subject);
}

function tableOf(receiver: Expr): string | null {
  if (receiver.kind !== "item" && receiver.kind !== "member") return null;
  const { of } = receiver;
  if (of.kind === "name") return of.local ? null : of.name;
  const isIndexer = of.kind === "member" && (of.name === "loc" || of.name === "iloc") && of.of.kind === "name";
  return isIndexer && of.of.kind === "name" && !of.of.local ? of.of.name : null;
}

function finding(subject: Subject, { call, receiver, statement }: CallSite, installed: string | undefined): Finding {
  const column = receiver === null ? "" : sourceText(subject, statement.cell, receiver.span);
  const why = installed === undefined ? "since pandas 3" : `with pandas ${installed}`;
  return {
    ...(installed === undefined ? { severity: "warning" as const } : {}),
    message: `\`${column}\` is a copy ${why}: the change is lost, and the table stays as it is.`,
    location: placeOf(subject, statement.cell, call.span),
    hint: `assign the result: \`${column} = ${column}...\` without \`inplace\``,
  };
}
