import type { Fix } from "../../diagnostics/types.ts";
import type { CellFacts } from "../../languages/facts.ts";
import type { CallSite } from "../code-index.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";

/** Functions that stop a program and ask its user what to do. */
const STOPS: ReadonlySet<string> = new Set([
  "breakpoint",
  "pdb.set_trace",
  "pdb.pm",
  "pdb.post_mortem",
  "ipdb.set_trace",
  "ipdb.pm",
  "pdb.run",
  "pdb.runcall",
  "ipdb.runcall",
  "ipdb.launch_ipdb_on_exception",
  "pudb.set_trace",
  "code.interact",
  "IPython.start_ipython",
  "IPython.embed",
  "IPython.core.debugger.set_trace",
  "IPython.core.debugger.Pdb.set_trace",
  "IPython.core.debugger.Tracer",
]);

/** CW630. */
export const debugLeftovers: Rule = {
  code: "CW630",
  name: "debug-leftovers",
  severity: "info",
  docs: {
    finds: "A cell starts a debugger: `breakpoint()`, `pdb.set_trace()`, `%debug`, `%pdb on`.",
    why: "A run without a person in front of it stops there, or waits for an answer until it is killed.",
    mend: "Delete the line.",
    bad: [
      { notebook: "# %%\ndef mean(values):\n    breakpoint()\n    return sum(values) / len(values)\n" },
      { notebook: "# %%\nimport pdb\n\npdb.set_trace()\n" },
      { notebook: "# %%\nx = 1\n# %%\n%debug\n" },
    ],
    good: [{ notebook: "# %%\ndef mean(values):\n    return sum(values) / len(values)\n" }],
    fix: "Deletes the line where nothing else stands on it. That is safe: nothing else sees it.",
    references: ["https://docs.python.org/3/library/pdb.html"],
  },
  check: (subject) => {
    const calls = subject.code.calls.filter(({ callee, isImported, call }) => stops(callee, isImported, call.of.kind));
    return [...calls.map((call) => ofCall(subject, call)), ...ofMagics(subject)];
  },
};

function stops(callee: string | null, isImported: boolean, kind: string): boolean {
  return callee !== null && STOPS.has(callee) && (isImported || (callee === "breakpoint" && kind === "name"));
}

function ofCall(subject: Subject, { call, callee, statement }: CallSite): Finding {
  const { facts, cell } = statement;
  const isAll = facts.kind === "expression" && facts.span.start === call.span.start && facts.span.end === call.span.end;
  const location = placeOf(subject, cell, call.span);
  return {
    message: `\`${callee}()\` starts a debugger: a run without a person in front of it stops here.`,
    location,
    hint: "delete the line",
    ...(isAll ? { fix: deletion(cell, location.span) } : {}),
  };
}

function ofMagics(subject: Subject): readonly Finding[] {
  return subject.analysis.cells.flatMap((facts) =>
    magicsOf(facts).map(({ name, span }) => {
      const location = placeOf(subject, facts.cell, span);
      return {
        message: `\`%${name}\` starts a debugger: a run without a person in front of it stops here.`,
        location,
        hint: "delete the line",
      };
    }),
  );
}

function magicsOf({ statements, cellMagics }: CellFacts): CellFacts["cellMagics"] {
  const lines = statements.flatMap(({ magics }) => magics);
  return [...lines, ...cellMagics].filter(
    ({ name, arguments: of }) => name === "debug" || (name === "pdb" && !/^\s*(off|0)\s*$/i.test(of)),
  );
}

function deletion(cell: number, span: { readonly start: number; readonly end: number }): Fix {
  return { title: "Delete the call", safety: "safe", edits: [{ cell, span, text: "" }] };
}
