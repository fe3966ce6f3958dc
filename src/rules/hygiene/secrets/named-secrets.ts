import type { Statement } from "../../../analysis/types.ts";
import type { Span } from "../../../base/spans.ts";
import type { Expr, Operation } from "../../../languages/facts.ts";
import { allOf } from "../../code-index.ts";
import type { Subject } from "../../subject.ts";
import { isRandomLooking } from "./random-looking.ts";
import { secretName, secretValue } from "./secret-names.ts";

/** A string constant that a name, a key or an address tells to be a secret. */
export interface NamedSecret {
  readonly statement: Statement;
  /** What holds it: `api_key`. */
  readonly name: string;
  readonly value: string;
  /** Of the constant, in the code. */
  readonly span: Span;
  readonly severity: "error" | "warning";
}

/** Secrets in texts that carry names themselves: `?api_key=...` in an address, `AccountKey=...` in a connection string. */
const INNER = /(?:[?&;]|^)(\w*(?:key|token|secret|appid|auth|password|pwd))=([^&;\s"']{6,})/gi;

/** Secrets that names tell, in source order, each once. */
export function namedSecrets({ code, analysis }: Pick<Subject, "code" | "analysis">): readonly NamedSecret[] {
  const found = new Found();
  for (const { operation, statement } of code.operations) found.named(statement, heldBy(operation));
  for (const { call, statement } of code.calls)
    for (const { name, value } of call.arguments) {
      if (name === undefined) continue;
      // `auth=("user", "...")`
      const [, password, ...others] = name === "auth" && value.kind === "collection" ? value.parts : [];
      const isPair = password !== undefined && others.length === 0;
      found.named(statement, [isPair ? ["password", password] : [name, value]]);
    }
  // Few notebooks have such a key, so that most expressions need not be gone through.
  if (code.texts.some(({ text }) => secretName(text) !== null))
    for (const { operation, statement } of code.operations)
      if ("value" in operation && operation.value) found.named(statement, dictEntries(operation.value));
  for (const { text, literal, statement } of code.texts) found.inner(statement, text, literal.span);
  for (const statement of analysis.statements) found.magics(statement);
  return found.all();
}

type Held = readonly [name: string, value: Expr];

function heldBy(operation: Operation): readonly Held[] {
  switch (operation.op) {
    case "bind":
      return [[operation.name, operation.value]];
    case "update":
      return operation.member === undefined || operation.value === undefined
        ? []
        : [[operation.member, operation.value]];
    case "define":
      return (operation.function?.parameters ?? []).flatMap((one): readonly Held[] =>
        one.default ? [[one.name, one.default]] : [],
      );
    default:
      return [];
  }
}

/** Keys with their values of all dicts in an expression. */
function dictEntries(expr: Expr): readonly Held[] {
  return allOf(expr).flatMap((one) => {
    if (one.kind !== "collection" || one.type !== "dict") return [];
    const entries: Held[] = [];
    for (let at = 0; at < one.parts.length; at += 1) {
      const [key, value] = [one.parts[at], one.parts[at + 1]];
      // What `**other` puts in stands alone.
      if (key?.kind === "element") continue;
      if (key?.kind === "literal" && typeof key.value === "string" && value) entries.push([key.value, value]);
      at += 1;
    }
    return entries;
  });
}

class Found {
  readonly #byPlace = new Map<string, NamedSecret>();

  all(): readonly NamedSecret[] {
    return [...this.#byPlace.values()];
  }

  named(statement: Statement, held: readonly Held[]): void {
    for (const [name, expr] of held) {
      if (expr.kind === "literal" && typeof expr.value === "string")
        this.#add(statement, name, expr.value, expr.span, secretValue(secretName(name), expr.value));
    }
  }

  inner(statement: Statement, text: string, span: Span): void {
    if (!text.includes("=") || text.length > 2000) return;
    for (const [, name = "", value = ""] of text.matchAll(INNER))
      if (secretName(name) !== null && isRandomLooking(value)) this.#add(statement, name, value, span, "error");
  }

  /** `%env API_KEY=...` */
  magics(statement: Statement): void {
    for (const magic of statement.facts.magics) {
      if (magic.name !== "env" && magic.name !== "set_env") continue;
      const [, name = "", value = ""] = /^\s*(\w+)\s*[= ]\s*["']?([^"'\s]+)/.exec(magic.arguments) ?? [];
      this.#add(statement, name, value, magic.span, secretValue(secretName(name), value));
    }
  }

  #add(statement: Statement, name: string, value: string, span: Span, severity: NamedSecret["severity"] | null): void {
    const place = `${statement.cell}:${span.start}`;
    if (severity !== null && !this.#byPlace.has(place))
      this.#byPlace.set(place, { statement, name, value, span, severity });
  }
}
