import type { Statement } from "../../analysis/types.ts";
import type { Span } from "../../base/spans.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { firstDefinition, type UndefinedRead } from "./undefined-reads.ts";

/** CW103. */
export const useAfterDel: Rule = {
  code: "CW103",
  name: "use-after-del",
  severity: "error",
  docs: {
    finds: "A name is used after `del` took it away, or after the `except ... as` that it belongs to.",
    why: "A cell that was run before the `del` still had the name, and does not have it when the notebook runs from top to bottom: it stops here with a `NameError`. Python deletes the name of an `except` clause at its end, whether or not there was an exception.",
    mend: "Remove the `del`, move it below the last use, or define the name again. Keep an exception under a name of its own: `problem = error`.",
    bad: [
      { notebook: "# %%\nvalues = [1, 2]\n# %%\ndel values\n# %%\nprint(len(values))\n" },
      { notebook: "# %%\ntry:\n    int('x')\nexcept ValueError as error:\n    print('no')\n# %%\nprint(error)\n" },
    ],
    good: [
      { notebook: "# %%\nvalues = [1, 2]\nprint(len(values))\n# %%\ndel values\n" },
      { notebook: "# %%\nvalues = [1, 2]\n# %%\ndel values\n# %%\nvalues = [3]\nprint(values)\n" },
    ],
    references: ["https://docs.python.org/3/reference/compound_stmts.html#except-clause"],
  },
  check: (subject) => [
    ...subject.undefinedReads().flatMap((undefinedRead) => findingOf(subject, undefinedRead)),
    ...afterMagics(subject),
  ],
};

/** Reads of what `%xdel` took away. */
function afterMagics(subject: Subject): readonly Finding[] {
  const { statements } = subject.analysis;
  return statements.flatMap((removal) =>
    removal.facts.magics.flatMap(({ name, arguments: text, span }) => {
      const gone = text.replace(/^\s*-n\b/, "").trim();
      if (name !== "xdel" || gone === "") return [];
      const isReader = ({ id, reads }: Statement) =>
        id > removal.id &&
        reads.some((one) => one.name === gone && one.certain && one.from.every((from) => from <= removal.id));
      const reader = statements.find(isReader);
      const read = reader?.reads.find((one) => one.name === gone);
      if (reader === undefined || read === undefined || subject.tags.get(reader.cell)?.raises) return [];
      return [
        {
          message: `\`${gone}\` is used here, and \`%xdel\` took it away in cell ${removal.cell + 1}: the notebook stops here with a \`NameError\`.`,
          location: placeOf(subject, reader.cell, read.span),
          related: [{ location: placeOf(subject, removal.cell, span), message: `\`${gone}\` is taken away here` }],
          hint: "move the `%xdel` below the last use",
        },
      ];
    }),
  );
}

function findingOf(
  subject: Subject,
  { statement, read: { name, span, through }, isCertain }: UndefinedRead,
): readonly Finding[] {
  const first = firstDefinition(subject, name);
  const removal = first === undefined || first.id >= statement.id ? null : lastRemoval(subject, name, statement);
  if (removal === null) return [];
  const by = through === undefined ? "" : ` by \`${through}\``;
  const where =
    removal.statement.cell === statement.cell ? "above in this cell" : `in cell ${removal.statement.cell + 1}`;
  const gone = removal.isException ? `its \`except\` ${where} is over` : `it was deleted ${where}`;
  return [
    {
      ...(isCertain ? {} : { severity: "warning" as const }),
      message: `\`${name}\` is used here${by} when ${gone}: the notebook stops here with a \`NameError\`.`,
      location: placeOf(subject, statement.cell, span),
      related: [
        {
          location: placeOf(subject, removal.statement.cell, removal.span),
          message: removal.isException
            ? `\`${name}\` is there inside this \`except\` only`
            : `\`${name}\` is deleted here`,
        },
      ],
      hint: removal.isException
        ? `keep the exception under another name inside the \`except\``
        : `delete \`${name}\` after its last use, or not at all`,
    },
  ];
}

interface Removal {
  readonly statement: Statement;
  readonly span: Span;
  readonly isException: boolean;
}

function lastRemoval({ analysis }: Subject, name: string, before: Statement): Removal | null {
  for (const statement of analysis.statements.slice(0, before.id).reverse()) {
    const deletion = statement.facts.deletions.find((one) => one.name === name);
    if (deletion === undefined) continue;
    const binding = statement.definitions.find((one) => one.name === name);
    return { statement, span: deletion.span, isException: binding?.kind === "exception" };
  }
  return null;
}
