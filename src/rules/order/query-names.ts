import type { Statement } from "../../analysis/types.ts";
import type { Expr } from "../../languages/facts.ts";
import { isCertain } from "../effects/certain.ts";
import type { Finding } from "../rule.ts";
import { statementCode } from "../statement-code.ts";
import { placeOf, type Subject } from "../subject.ts";
import { typesOfName } from "../types-of-read.ts";
import { closeName } from "./close-name.ts";
import { hasStarImport } from "./undefined-reads.ts";

/** Names of the notebook in the texts of `frame.query("price > @limit")` and `frame.eval(...)` that no cell defines. */
export function undefinedInQueries(subject: Subject): readonly Finding[] {
  const { analysis, code, builtins } = subject;
  const queries = code.calls.filter(({ method, receiver }) => receiver !== null && /^(query|eval)$/.test(method ?? ""));
  const isHidden = analysis.statements.some(
    ({ facts, effects }) => facts.dynamic.length > 0 || effects.some(({ kind }) => kind === "binds"),
  );
  if (queries.length === 0 || isHidden || hasStarImport(subject)) return [];
  const defined = new Set(analysis.statements.flatMap(({ definitions }) => definitions.map(({ name }) => name)));
  return queries.flatMap(({ call, statement, deferred, receiver }) => {
    const text = call.arguments[0]?.value;
    const isOwn = call.arguments.some(({ name }) => /^(local_dict|global_dict|resolvers|level)$/.test(name ?? ""));
    // The locals of a function are not told apart from what it is given.
    if (text?.kind !== "literal" || typeof text.value !== "string" || deferred || isOwn) return [];
    const names = [...text.value.matchAll(/(?<![\w@.])@([A-Za-z_]\w*)/g)].map(([, name = ""]) => name);
    const ofLoops = loopTargets(statementCode(analysis, statement));
    const name = names.find((one) => !defined.has(one) && !builtins.has(one) && !ofLoops.has(one));
    const isTable = isOfPandas(subject, statement, receiver);
    if (name === undefined || isTable === false || subject.tags.get(statement.cell)?.raises) return [];
    if (isTable === null && LIKE_SQL.test(text.value)) return [];
    const close = closeName(name, defined);
    return [
      {
        severity: isTable && isCertain(subject, statement, call) ? ("error" as const) : ("warning" as const),
        message: `\`@${name}\` in this query is a name that no cell defines: it stops with an \`UndefinedVariableError\`.`,
        location: placeOf(subject, statement.cell, text.span),
        hint: close === null ? `define \`${name}\` above` : `did you mean \`@${close}\`?`,
      },
    ];
  });
}

/** Parameters of databases are written alike: `client.query("select * from sales where day = @day")`. */
const LIKE_SQL = /\b(select|from|where|call|set|declare)\b/i;

/** Whether what is asked is a table of pandas; null where nothing is known of it. */
function isOfPandas({ analysis }: Subject, statement: Statement, receiver: Expr | null): boolean | null {
  const types = receiver?.kind === "name" ? typesOfName(analysis, statement, receiver.name) : [];
  if (types.length === 0 || types.includes(null)) return null;
  return types.every((type) => type?.startsWith("pandas."));
}

/** Names that loops and comprehensions of some code bind: `[frame.query("a == @one") for one in (1, 2)]`. */
function loopTargets(source: string): ReadonlySet<string> {
  const targets = [...source.matchAll(/\bfor\s+(.+?)\s+in\b/gs)].map(([, target = ""]) => target);
  return new Set(targets.flatMap((target) => target.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []));
}
