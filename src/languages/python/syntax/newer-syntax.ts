import type { NewerSyntax } from "../../code-needs.ts";
import { hasToken, type SyntaxNode } from "./syntax-node.ts";

/** What must stand in a text that has syntax of 3.8 or later: a cheap test that spares most cells the walk. */
const HINTS =
  /:=|\bmatch\b|\bexcept\s*\*|\btype\s+\w|\||[fF][rR]?["']|\b(?:def|class)\s+\w+\s*\[|\/\s*[,)]|\b(?:list|dict|tuple|set|frozenset|type)\[/;
const GENERIC = /^(list|dict|tuple|set|frozenset|type)$/;

interface Visit {
  readonly node: SyntaxNode;
  /** Inside an annotation that is evaluated. */
  readonly isType: boolean;
  /** Inside a function. */
  readonly isLocal: boolean;
}

/** Syntax that Python has since 3.8 or later, each kind once. Annotations count where they are evaluated. */
export function newerSyntax(code: string, root: SyntaxNode, postponesAnnotations: boolean): readonly NewerSyntax[] {
  if (!HINTS.test(code)) return [];
  const found = new Map<string, NewerSyntax>();
  const pending: Visit[] = [{ node: root, isType: false, isLocal: false }];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const { node, isType, isLocal } = at;
    const one = syntaxOf(code, node, isType && !postponesAnnotations);
    const span = { start: node.start, end: node.end };
    const known = one === null ? undefined : found.get(one.what);
    if (one !== null && (known === undefined || known.span.start > span.start)) found.set(one.what, { ...one, span });
    const inFunction = isLocal || node.type === "function_definition";
    for (const child of node.children) {
      // The annotation of a local variable is not evaluated.
      const isEvaluated = child.type === "type" && !(inFunction && node.type === "assignment");
      pending.push({ node: child, isType: isType || isEvaluated, isLocal: inFunction });
    }
  }
  return [...found.values()].sort((one, other) => one.span.start - other.span.start);
}

function syntaxOf(code: string, node: SyntaxNode, isType: boolean): Omit<NewerSyntax, "span"> | null {
  switch (node.type) {
    case "named_expression":
      return { what: "an assignment in an expression (`:=`)", since: "3.8" };
    case "positional_separator":
      return { what: "positional-only parameters (`/`)", since: "3.8" };
    case "match_statement":
      return { what: "a `match` statement", since: "3.10" };
    case "except_group_clause":
      return { what: "`except*`", since: "3.11" };
    case "except_clause":
      return /^except\s*\*/.test(code.slice(node.start, node.end)) ? { what: "`except*`", since: "3.11" } : null;
    case "type_alias_statement":
      return { what: "a `type` statement", since: "3.12" };
    case "type_parameter":
      return isHead(code, node) ? { what: "type parameters (`def f[T]`)", since: "3.12" } : null;
    case "interpolation":
      return /[^=!<>]=\s*(![rsa])?(:[^}]*)?\}$/.test(code.slice(node.start, node.end))
        ? { what: "`=` in an f-string", since: "3.8" }
        : null;
    case "string":
      return hasOwnQuotes(code, node) ? { what: "an f-string with its own quotes in a field", since: "3.12" } : null;
    case "union_type":
      return isType ? UNION : null;
    case "binary_operator":
      return isType && hasToken(node, "|") ? UNION : null;
    case "generic_type":
    case "subscript":
      return isType && isBuiltinGeneric(code, node) ? { what: "`list[...]` in an annotation", since: "3.9" } : null;
    default:
      return null;
  }
}

/** `f"{row["name"]}"` */
function hasOwnQuotes(code: string, node: SyntaxNode): boolean {
  const [, quote] = /^[rR]?[fF][rR]?(["'])(?!\1\1)/.exec(code.slice(node.start, node.start + 5)) ?? [];
  if (quote === undefined) return false;
  return node.children.some(
    (child) => child.type === "interpolation" && code.slice(child.start, child.end).includes(quote),
  );
}

const UNION = { what: "`X | Y` in an annotation", since: "3.10" };

function isBuiltinGeneric(code: string, node: SyntaxNode): boolean {
  const head = node.children[0];
  return head !== undefined && GENERIC.test(code.slice(head.start, head.end));
}

/** The list behind the name of a function or class; `list[int]` has one of that name too. */
function isHead(code: string, { start }: SyntaxNode): boolean {
  return /\b(?:def|class)\s+\w+\s*$/.test(code.slice(Math.max(0, start - 200), start));
}
