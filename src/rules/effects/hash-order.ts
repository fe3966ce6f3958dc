import type { Expr } from "../../languages/facts.ts";
import type { CallSite } from "../code-index.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { OrderFollower } from "./order-use.ts";
import { andMore, sourceText } from "./source-text.ts";

/** CW204. */
export const hashOrder: Rule = {
  code: "CW204",
  name: "hash-order",
  severity: "warning",
  docs: {
    finds: "The order of a set of strings, or the number that `hash` gives for one, shows in results.",
    why: "Python salts the hashes of strings anew in each process (unless `PYTHONHASHSEED` is set), so a set of them comes in another order each time: columns, categories and labels change places from run to run. Where elements of a set may be numbers, this is a note. Membership, lengths and `sorted(...)` do not depend on it and are not found.",
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
  check: (subject) => [...setOrders(subject), ...hashes(subject)],
};

/** Sets whose order shows: those of strings, and those of which it is not known. */
function setOrders(subject: Subject): readonly Finding[] {
  const follower = new OrderFollower(subject);
  const sites = setCalls(subject).filter(({ call, statement }) => {
    const use = follower.use(call, statement);
    return use === "shown" || use === "picked";
  });
  const ofStrings = sites.filter((site) => holdsStrings(site.call.arguments[0]?.value));
  const others = sites.filter((site) => !ofStrings.includes(site) && !holdsNumbers(site.call.arguments[0]?.value));
  return [...orderFinding(subject, ofStrings, true), ...orderFinding(subject, others, false)];
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

function isString(expr: Expr): boolean {
  return (expr.kind === "literal" || expr.kind === "operation") && expr.type === "str";
}

function holdsNumbers(expr: Expr | undefined): boolean {
  if (expr?.kind === "call" && expr.of.kind === "name") return expr.of.name === "range";
  return (
    expr?.kind === "collection" &&
    expr.parts.every((part) => part.kind === "literal" && /int|float|bool/.test(part.type))
  );
}

function orderFinding(subject: Subject, sites: readonly CallSite[], areStrings: boolean): readonly Finding[] {
  const [first, ...more] = sites;
  if (first === undefined) return [];
  const { statement, call } = first;
  const text = `\`${sourceText(subject, statement.cell, call.span)}\`${andMore(more.length)}`;
  return [
    {
      ...(areStrings ? {} : { severity: "info" as const }),
      message: areStrings
        ? `The order of ${text} shows in a result, and a set of strings has another order in each run.`
        : `The order of ${text} shows in a result; if it holds strings, that order is another one in each run.`,
      location: placeOf(subject, statement.cell, call.span),
      hint: "put `sorted(...)` around the set",
    },
  ];
}

/** `hash` of what may be text, and `id`, where they are no part of a `__hash__`. */
function hashes(subject: Subject): readonly Finding[] {
  const { code, builtins, analysis } = subject;
  const isOwn = (name: string) =>
    analysis.statements.some(({ definitions }) => definitions.some((one) => one.name === name));
  const sites = code.calls.filter(
    ({ callee, call, statement }) =>
      callee === "hash" && builtins.has(callee) && call.arguments.length === 1 && statement.facts.kind !== "class",
  );
  const weighty = sites.filter(({ call }) => isText(call.arguments[0]?.value));
  const [first, ...more] = weighty;
  if (first === undefined || isOwn("hash")) return [];
  const text = `\`${sourceText(subject, first.statement.cell, first.call.span)}\`${andMore(more.length)}`;
  return [
    {
      message: `${text} is the hash of a string, which Python salts anew in each process, so it is another number in each run.`,
      location: placeOf(subject, first.statement.cell, first.call.span),
      hint: "use `hashlib.sha256(text.encode()).hexdigest()`",
    },
  ];
}

function isText(expr: Expr | undefined): boolean {
  if (expr === undefined) return false;
  if (isString(expr)) return true;
  return expr.kind === "call" && expr.of.kind === "name" && (expr.of.name === "str" || expr.of.name === "repr");
}
