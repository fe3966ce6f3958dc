import type { Expr, Operation } from "../../facts.ts";
import type { Expression, Name, Target } from "../syntax/ast.ts";
import { evaluate, type Operations, type Shaping } from "./shaping.ts";

type Handlers = {
  readonly [K in Target["kind"]]: (
    shaping: Shaping,
    target: Extract<Target, { kind: K }>,
    value: Expr,
    into: Operations,
  ) => void;
};

const handlers: Handlers = {
  name: (_, target, value, into) => bindName(target, value, into),
  attribute: (shaping, { of, name, span }, value, into) => {
    const target = shaping.expression(of, into);
    into.list.push({ op: "update", target, how: "attribute", member: name, value, certain: into.certain, span });
  },
  subscript: (shaping, { of, key, span }, value, into) => {
    const target = shaping.expression(of, into);
    evaluate(shaping.expression(key, into), into);
    into.list.push({ op: "update", target, how: "item", ...memberOf(key), value, certain: into.certain, span });
  },
  collection: (shaping, { parts, span }, value, into) => {
    const values = partsOf(value, parts);
    const starred = parts.findIndex((part) => part.kind === "starred");
    for (const [index, part] of parts.entries()) {
      const place = starred === -1 || index < starred ? { at: index } : {};
      bindTarget(shaping, part as Target, values?.[index] ?? { kind: "element", of: value, ...place, span }, into);
    }
  },
  starred: (shaping, { of, span }, value, into) => {
    bindTarget(shaping, of as Target, { kind: "collection", type: "list", parts: [value], span }, into);
  },
};

/** Binds what stands left of `=` to a value: names are bound, objects updated, sequences taken apart. */
export function bindTarget(shaping: Shaping, target: Target, value: Expr, into: Operations): void {
  const handler = handlers[target.kind] as (shaping: Shaping, target: Target, value: Expr, into: Operations) => void;
  handler(shaping, target, value, into);
}

/** Binds a name. */
export function bindName({ name, local, span }: Name, value: Expr, into: Operations): void {
  into.list.push({ op: "bind", name, ...(local ? { local } : {}), value, certain: into.certain, span });
}

/** `a, b = x, y` binds part by part, when nothing is starred. */
function partsOf(value: Expr, targets: readonly Expression[]): readonly Expr[] | null {
  if (value.kind !== "collection" || (value.type !== "tuple" && value.type !== "list")) return null;
  if (value.parts.length !== targets.length || targets.some((target) => target.kind === "starred")) return null;
  return value.parts.some((part) => part.kind === "element") ? null : value.parts;
}

/** The column or key that is set, when it is plain text. */
function memberOf(key: Expression): { readonly member?: string; readonly labels?: readonly string[] } {
  if (key.kind === "literal" && typeof key.value === "string") return { member: key.value };
  // A single row by its label may be a new one, which all columns then get.
  if (key.kind !== "collection" || (key.type === "tuple" && key.parts[0]?.kind === "literal")) return {};
  const last = key.type === "tuple" ? key.parts.at(-1) : key;
  const texts = (last?.kind === "collection" && last.type === "list" ? last.parts : [last]).map((part) =>
    part?.kind === "literal" && typeof part.value === "string" ? part.value : null,
  );
  return texts.length > 0 && texts.every((text) => text !== null) ? { labels: texts } : {};
}

/** What `a[0] += x` or `a.b += x` changes. */
export function augmentTarget(shaping: Shaping, target: Target, value: Expr, into: Operations): void {
  if (target.kind !== "attribute" && target.kind !== "subscript") return;
  const member = target.kind === "attribute" ? { member: target.name } : memberOf(target.key);
  const of = shaping.expression(target.of, into);
  if (target.kind === "subscript") evaluate(shaping.expression(target.key, into), into);
  into.list.push({
    op: "update",
    target: of,
    how: "augmented",
    ...member,
    value,
    certain: into.certain,
    span: target.span,
  });
}

/** What `del` changes. */
export function deleteTarget(shaping: Shaping, target: Target, into: Operations): void {
  const { span } = target;
  if (target.kind === "name") {
    const { name, local } = target;
    into.list.push({ op: "delete", name, ...(local ? { local } : {}), certain: into.certain, span });
  } else if (target.kind === "collection") {
    for (const part of target.parts) deleteTarget(shaping, part as Target, into);
  } else if (target.kind !== "starred") {
    const member = target.kind === "attribute" ? { member: target.name } : memberOf(target.key);
    const of = shaping.expression(target.of, into);
    if (target.kind === "subscript") evaluate(shaping.expression(target.key, into), into);
    into.list.push({
      op: "update",
      target: of,
      how: "delete",
      ...member,
      certain: into.certain,
      span,
    } satisfies Operation);
  }
}
