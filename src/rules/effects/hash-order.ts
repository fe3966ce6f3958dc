import type { Expr } from "../../languages/facts.ts";
import type { CallSite } from "../code-index.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { OrderFollower } from "./order-use.ts";
import { sourceText } from "./source-text.ts";
import { computedSets, isString, type StringSet, stringHashes, stringSets } from "./string-hashes.ts";

/** CW204. */
export const hashOrder: Rule = {
  code: "CW204",
  name: "hash-order",
  severity: "warning",
  docs: {
    finds: "The order of a set of strings, or the number that `hash` gives for one, shows in results.",
    why: "Python salts the hashes of strings anew in each process (unless `PYTHONHASHSEED` is set), so a set of them comes in another order each time: columns, categories and labels change places from run to run. Where elements of a set may be numbers, or what is hashed may be one, this is a note. Membership, lengths and `sorted(...)` do not depend on it and are not found.",
    mend: "Give the elements an order: `sorted(set(words))`. For a number that stays, take `hashlib.sha256(text.encode()).hexdigest()` or `pd.util.hash_array`.",
    bad: [
      {
        notebook:
          '# %%\nwords = "a rose is a rose".split()\n# %%\nindex = {word: at for at, word in enumerate(set(words))}\n',
      },
      { notebook: '# %%\nlabels = list(set("red green blue".split(" ")))\nprint(labels)\n' },
      { notebook: '# %%\nbucket = hash("alice") % 10\n' },
    ],
    good: [
      { notebook: '# %%\nlabels = sorted(set("red green blue".split(" ")))\nprint(labels)\n' },
      { notebook: '# %%\nwords = set("a rose is a rose".split())\nprint(len(words), "rose" in words)\n' },
      { notebook: '# %%\nimport hashlib\nbucket = int(hashlib.sha256(b"alice").hexdigest(), 16) % 10\n' },
    ],
    references: ["https://docs.python.org/3/reference/datamodel.html#object.__hash__"],
  },
  check: (subject) => [...setOrders(subject), ...stringHashes(subject)],
};

/** Sets whose order shows: those of strings, and those of which it is not known. */
function setOrders(subject: Subject): readonly Finding[] {
  const follower = new OrderFollower(subject, "made");
  const shows = ({ expr, statement }: StringSet) => /^(shown|picked)$/.test(follower.use(expr, statement));
  const sites = setCalls(subject)
    .map(({ call, statement }) => ({ expr: call, statement, of: call.arguments[0]?.value }))
    .filter(shows);
  const called = sites.filter(({ of }) => holdsStrings(of));
  const others = sites.filter(({ of }) => !holdsStrings(of) && !holdsNumbers(of));
  const written = stringSets(subject).filter(shows);
  const computed = computedSets(subject).filter(shows);
  const isText = ({ expr }: StringSet) => expr.kind === "operation" && expr.parts.every(isTextMade);
  const ofStrings = [...called, ...written, ...computed.filter(isText)].sort(
    (one, other) => one.statement.id - other.statement.id,
  );
  return [
    ...ofStrings.map((site) => orderFinding(subject, site, true)),
    ...[...others, ...computed.filter((one) => !isText(one))].map((site) => orderFinding(subject, site, false)),
  ];
}

/** `word.lower()`: what a set comprehension makes of each element is text. */
function isTextMade(expr: Expr): boolean {
  const isMethod = expr.kind === "call" && expr.of.kind === "member";
  return isString(expr) || (isMethod && /^(lower|upper|strip|title|capitalize|replace)$/.test(lastPart(expr)));
}

function lastPart(expr: Expr): string {
  return expr.kind === "call" && expr.of.kind === "member" ? expr.of.name : "";
}

function setCalls({ code, builtins }: Subject): readonly CallSite[] {
  return code.calls.filter(({ callee, call, isImported }) => {
    const isSet = (callee === "set" || callee === "frozenset") && !isImported && builtins.has(callee);
    return isSet && call.arguments.length === 1;
  });
}

function holdsStrings(expr: Expr | undefined): boolean {
  if (expr === undefined) return false;
  if (expr.kind === "literal") return expr.type === "str";
  if (expr.kind === "collection") return expr.parts.length > 0 && expr.parts.every(isString);
  if (expr.kind === "call" && expr.of.kind === "member")
    return /^(split|rsplit|splitlines|findall)$/.test(expr.of.name);
  return false;
}

function holdsNumbers(expr: Expr | undefined): boolean {
  if (expr?.kind === "call" && expr.of.kind === "name") return expr.of.name === "range";
  return (
    expr?.kind === "collection" &&
    expr.parts.every((part) => part.kind === "literal" && /int|float|bool/.test(part.type))
  );
}

function orderFinding(subject: Subject, { statement, expr }: StringSet, areStrings: boolean): Finding {
  const text = `\`${sourceText(subject, statement.cell, expr.span)}\``;
  return {
    ...(areStrings ? {} : { severity: "info" as const }),
    message: areStrings
      ? `The order of ${text} shows in a result, and a set of strings has another order in each run.`
      : `The order of ${text} shows in a result; if it holds strings, that order is another one in each run.`,
    location: placeOf(subject, statement.cell, expr.span),
    hint: "put `sorted(...)` around the set",
  };
}
