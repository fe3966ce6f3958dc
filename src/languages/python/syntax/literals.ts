import type { Span } from "../../../base/spans.ts";
import type { Expression } from "./ast.ts";
import { type Lowering, spanOf, textOf } from "./lowering.ts";
import { childOf, partsOf, type SyntaxNode } from "./syntax-node.ts";

/** Lowers `1`, `0x1f`, `1_000`, `2j`; masked IPython syntax stands as `0` in the code and becomes an operation. */
export function lowerInteger(context: Lowering, node: SyntaxNode): Expression {
  const span = spanOf(node);
  if (context.isMasked(node.start)) return { kind: "operation", operator: "magic", parts: [], span };
  const text = textOf(context, node).replaceAll("_", "");
  if (/[jJ]$/.test(text)) return { kind: "literal", type: "complex", span };
  const value = Number(text);
  return Number.isSafeInteger(value)
    ? { kind: "literal", type: "int", value, span }
    : { kind: "literal", type: "int", span };
}

/** Lowers `1.5`, `1e3`, `.5j`. */
export function lowerFloat(context: Lowering, node: SyntaxNode): Expression {
  const span = spanOf(node);
  const text = textOf(context, node).replaceAll("_", "");
  if (/[jJ]$/.test(text)) return { kind: "literal", type: "complex", span };
  return { kind: "literal", type: "float", value: Number(text), span };
}

/** Lowers one string literal: plain, bytes, f-string or t-string. */
export function lowerString(context: Lowering, node: SyntaxNode): Expression {
  const span = spanOf(node);
  if (textOf(context, node).includes("\n")) context.multilineStrings.push(span);
  const prefix = prefixOf(context, node);
  if (/[ft]/.test(prefix)) return formatted(prefix, formatParts(context, node, prefix.includes("r")), span);
  if (prefix.includes("b")) return { kind: "literal", type: "bytes", span };
  const value = decode(contentOf(context, node), prefix.includes("r"));
  return value === null ? { kind: "literal", type: "str", span } : { kind: "literal", type: "str", value, span };
}

/** Lowers adjacent literals (`"a" f"{b}"`), which Python joins. */
export function lowerConcatenated(context: Lowering, node: SyntaxNode): Expression {
  const parts = partsOf(node).map((part) => context.expression(part));
  const span = spanOf(node);
  if (parts.some((part) => part.kind === "operation")) {
    return formatted(
      "f",
      parts.flatMap((part) => (part.kind === "operation" ? part.parts : [part])),
      span,
    );
  }
  const literals = parts.flatMap((part) => (part.kind === "literal" ? [part] : []));
  if (literals.some((part) => part.type === "bytes")) return { kind: "literal", type: "bytes", span };
  const values = literals.map((part) => part.value);
  if (values.some((value) => value === undefined)) return { kind: "literal", type: "str", span };
  return { kind: "literal", type: "str", value: values.join(""), span };
}

function formatted(prefix: string, parts: readonly Expression[], span: Span): Expression {
  if (prefix.includes("t")) return { kind: "operation", operator: "t-string", parts, span };
  return { kind: "operation", operator: "f-string", type: "str", parts, span };
}

function prefixOf(context: Lowering, node: SyntaxNode): string {
  const start = node.children.find((child) => child.type === "string_start");
  return start === undefined
    ? ""
    : textOf(context, start)
        .replace(/["']+$/, "")
        .toLowerCase();
}

function contentOf(context: Lowering, node: SyntaxNode): string {
  const start = node.children.find((child) => child.type === "string_start")?.end ?? node.start;
  const end = node.children.find((child) => child.type === "string_end")?.start ?? node.end;
  return context.code.slice(start, end);
}

/** Text and fields of a format string, in order; those in format specifiers included. */
function formatParts(context: Lowering, node: SyntaxNode, isRaw: boolean): readonly Expression[] {
  return node.children.flatMap((child): Expression | readonly Expression[] => {
    if (child.type === "string_content") {
      const value = decode(
        context.code.slice(child.start, child.end).replace(/\{\{|\}\}/g, (pair) => pair.charAt(0)),
        isRaw,
      );
      return { kind: "literal", type: "str", ...(value === null ? {} : { value }), span: spanOf(child) };
    }
    return child.type === "interpolation" || child.type === "format_expression" ? [formatField(context, child)] : [];
  });
}

/** `{x}` is the expression itself; what is written out in a special way (`{x:>3}`, `{x!r}`, `{x=}`) is an operation on it. */
function formatField(context: Lowering, node: SyntaxNode): Expression {
  const expression = childOf(node, "expression");
  const specifier = childOf(node, "format_specifier");
  const value = expression === undefined ? [] : [context.expression(expression)];
  const [first] = value;
  if (first && expression && context.code.slice(expression.end, node.end).trim() === "}") return first;
  const parts = [...value, ...(specifier === undefined ? [] : formatParts(context, specifier, false))];
  const showsItself = expression !== undefined && /^\s*=/.test(context.code.slice(expression.end, node.end));
  return { kind: "operation", operator: showsItself ? "spelled" : "format", type: "str", parts, span: spanOf(node) };
}

const escapes: Readonly<Record<string, string>> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

const escapeSequence =
  /\\(?:([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(N\{[^}]*\})|(\r\n|[\s\S]))/g;

/** The value of a string literal; `null` when it holds a character given by its Unicode name. */
function decode(content: string, isRaw: boolean): string | null {
  if (isRaw || !content.includes("\\")) return content;
  let isKnown = true;
  const value = content.replace(escapeSequence, (whole, octal, byte, short, long, named, single) => {
    if (named !== undefined) isKnown = false;
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    const hex = byte ?? short ?? long;
    if (hex !== undefined) return codePoint(Number.parseInt(hex, 16));
    return single === "\r\n" ? "" : (escapes[single] ?? whole);
  });
  return isKnown ? value : null;
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}
