import type { NameRead, Statement } from "../../analysis/types.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { typesOfRead } from "../types-of-read.ts";

/** CW109. */
export const functionReadsReboundGlobal: Rule = {
  code: "CW109",
  name: "function-reads-rebound-global",
  severity: "info",
  docs: {
    finds:
      "A function reads a name of the notebook that another cell binds to something else between two of its calls.",
    why: "The two calls look alike and work with other data. It is a warning when the name is bound to another type of value, which the function was not written for. Where the cell that calls the function sets the name itself, that is no matter.",
    mend: "Make what the function reads a parameter of it.",
    bad: [
      {
        notebook:
          "# %%\ndata = [3, 4]\ndef mean():\n    return sum(data) / len(data)\n# %%\nprint(mean())\n# %%\ndata = [5, 6, 7]\n# %%\nprint(mean())\n",
      },
    ],
    good: [
      {
        notebook:
          "# %%\ndata = [3, 4]\ndef mean(data):\n    return sum(data) / len(data)\n# %%\nprint(mean(data))\n# %%\ndata = [5, 6, 7]\n# %%\nprint(mean(data))\n",
      },
    ],
  },
  check: (subject) => {
    const { statements } = subject.analysis;
    const functions = new Map<string, Statement>();
    for (const statement of statements)
      if (statement.facts.function !== undefined)
        for (const { name } of statement.definitions) functions.set(name, statement);
    const before = new Map<string, Call>();
    const told = new Set<string>();
    return statements.flatMap((statement) =>
      statement.reads.flatMap((read) => {
        const made = read.through === undefined ? undefined : functions.get(read.through);
        if (made === undefined || made.id >= statement.id) return [];
        const key = `${read.through} ${read.name}`;
        const earlier = before.get(key);
        before.set(key, { statement, read });
        if (earlier === undefined || told.has(key)) return [];
        const change = changeBetween(subject, earlier, { statement, read }, made);
        if (change === null || told.has(`${change.id} ${read.name}`)) return [];
        told.add(key).add(`${change.id} ${read.name}`);
        return [findingOf(subject, { statement, read }, made, change, earlier)];
      }),
    );
  },
};

interface Call {
  readonly statement: Statement;
  readonly read: NameRead;
}

/** The statement of another cell that gave the name another value since the earlier call; null when there is none. */
function changeBetween({ analysis }: Subject, earlier: Call, call: Call, made: Statement): Statement | null {
  const [id] = call.read.from;
  if (id === undefined || call.read.from.length > 1 || earlier.read.from.includes(id)) return null;
  if (earlier.read.from.length === 0) return null;
  const change = analysis.statements[id] as Statement;
  const definition = change.definitions.find(({ name }) => name === call.read.name);
  if (definition?.kind !== "variable" || !definition.certain || definition.byCall) return null;
  const isApart = ![call.statement.cell, made.cell, earlier.statement.cell].includes(change.cell);
  return isApart && change.id > made.id && change.id > earlier.statement.id ? change : null;
}

function findingOf(
  subject: Subject,
  { statement, read }: Call,
  made: Statement,
  change: Statement,
  earlier: Call,
): Finding {
  const definition = change.definitions.find(({ name }) => name === read.name);
  const isOther = isOtherType(typeOf(subject, earlier.read), definition?.type ?? null);
  const { name, through } = read;
  return {
    ...(isOther ? { severity: "warning" as const } : {}),
    message: `\`${through}\` reads \`${name}\`, which cell ${change.cell + 1} has bound to ${isOther ? "another type of value" : "something else"}: this call does not work with what the call in cell ${earlier.statement.cell + 1} worked with.`,
    location: placeOf(subject, statement.cell, read.span),
    related: [
      {
        location: placeOf(subject, change.cell, definition?.span ?? change.facts.span),
        message: `\`${name}\` is bound to something else here`,
      },
      { location: placeOf(subject, made.cell, made.facts.span), message: `\`${through}\` reads \`${name}\`` },
    ],
    hint: `make \`${name}\` a parameter of \`${through}\``,
  };
}

function typeOf({ analysis }: Subject, read: NameRead): string | null {
  const types = typesOfRead(analysis, read);
  return types.every((one) => one === types[0]) ? (types[0] ?? null) : null;
}

const NUMBERS = /^builtins\.(int|float|bool|complex)$/;

/** Both types are known, and are not alike: an array after a table, a number after a list. */
function isOtherType(one: string | null, other: string | null): boolean {
  const [a, b] = [one, other].map((type) => type?.replace(/\[.*/, "") ?? null);
  if (!a || !b || a === b || a === "none" || b === "none" || a === "builtins.NoneType" || b === "builtins.NoneType")
    return false;
  return !(NUMBERS.test(a) && NUMBERS.test(b)) && /^builtins\.|^numpy\.ndarray$|^pandas\./.test(a);
}
