import type { Effect, Statement } from "../../analysis/types.ts";
import type { CallSite, FunctionSite } from "../code-index.ts";
import type { Subject } from "../subject.ts";
import { Ancestry } from "./ancestry.ts";
import { FITS } from "./chance-estimators.ts";

/** Lines below which something may not happen. A loop is taken to have a round. */
const BRANCH =
  /^\s*(if(?!\s+__name__)|elif|else|try|except|match|case|def|class|async\s+def|while(?!\s*\(?(True|1)\b))\b/;
/** Calls of libraries that draw, by name: enough to tell that a function of the notebook does. */
const DRAWS =
  /^(numpy\.random|random)\.(?!seed|default_rng|Random)|(^|\.)(rand\w*|\w*shuffle|sample|choices?|normal|train_test_split)$|^torch\.nn\.(Linear|Conv\w+|Embedding|LSTM|GRU)$/;
const MOST_CALLS = 3;

/** Whether what the call of a statement does happens whenever the notebook runs: on all paths but those around a loop. */
export function happensForSure(
  subject: Subject,
  statement: Statement,
  effect: Pick<Effect, "certain" | "span">,
  site?: CallSite,
): boolean {
  if (effect.certain) return true;
  if (site === undefined || site.deferred) return false;
  if (new Ancestry(statement).ancestorsOf(site.call).some(({ kind }) => kind === "choice")) return false;
  const { span } = statement.facts;
  const isOnPath = isOnEveryPath(codeOf(subject, statement), span.start, effect.span.start, false);
  return isOnPath && (functionsNamed(subject, site.method).length === 0 || drawsForSure(subject, site.method, 0));
}

/** Whether no line of a branch stands around a place, from a place on that is the start of a statement or a function. */
function isOnEveryPath(code: string, from: number, at: number, isFunction: boolean): boolean {
  let start = lineStart(code, at);
  const before = code.slice(Math.max(start, from), at);
  if (BRANCH.test(before) && (/:\s/.test(before) || /^\s*elif/.test(before))) return isFunction && start <= from;
  let depth = indentation(code.slice(start));
  while (start > from) {
    start = lineStart(code, start - 1);
    const line = code.slice(start, code.indexOf("\n", start));
    const own = indentation(line);
    if (line.trim() === "" || own >= depth) continue;
    depth = own;
    if (start <= from && isFunction) return true;
    if (BRANCH.test(line)) return false;
  }
  return true;
}

/** Whether some function or method of that name draws on all paths, or calls another one that does. */
function drawsForSure(subject: Subject, name: string | null, calls: number): boolean {
  if (calls >= MOST_CALLS) return false;
  return functionsNamed(subject, name).some(({ statement, made: { span } }) => {
    const code = codeOf(subject, statement);
    return (subject.code.callsByStatement.get(statement) ?? []).some(({ call, callee, method, isImported }) => {
      if (call.span.start < span.start || call.span.end > span.end) return false;
      const isDraw = isImported ? DRAWS.test(callee ?? "") : FITS.test(method ?? "");
      if (!isDraw && (isImported || method === name || !drawsForSure(subject, method, calls + 1))) return false;
      return isOnEveryPath(code, span.start, call.span.start, true);
    });
  });
}

/** Functions and methods of that name; of a class what makes its instances. */
function functionsNamed({ code }: Subject, name: string | null): readonly FunctionSite[] {
  return name === null ? [] : (code.functionsByName.get(name) ?? []);
}

function codeOf({ analysis }: Subject, { cell }: Statement): string {
  return analysis.cells.find((one) => one.cell === cell)?.code ?? "";
}

function lineStart(code: string, at: number): number {
  return code.lastIndexOf("\n", at - 1) + 1;
}

function indentation(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].length ?? 0;
}
