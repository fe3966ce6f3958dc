import { isExpression } from "../strict-parse.ts";

/** A piece of the text of a command: plain text, or a Python expression whose value goes there. */
export type TemplatePart =
  | { readonly text: string }
  | {
      readonly expression: string;
      readonly conversion?: "r" | "s" | "a";
      /** Offset of the expression in the command. */
      readonly at: number;
      /** Written as `$name`, which is the shell's own variable when the notebook has none of that name. */
      readonly dollar: boolean;
    };

/**
 * Splits a command at its `{expression}` and `$name` fields as IPython does (`str.format` syntax with whole expressions,
 * `{{`, `}}` and `$$` for the characters themselves). Null when IPython would hand the command on untouched because a
 * field is not an expression (`awk '{print $1}'`).
 */
export function templateParts(command: string): readonly TemplatePart[] | null {
  const parts: TemplatePart[] = [];
  let at = 0;
  while (at < command.length) {
    const brace = /[{}]/g;
    brace.lastIndex = at;
    const found = brace.exec(command)?.index ?? command.length;
    const doubled = found < command.length && command[found + 1] === command[found];
    const literalEnd = doubled ? found + 1 : found;
    pushDollars(parts, command.slice(at, literalEnd), at);
    if (doubled || found === command.length) {
      at = literalEnd + 1;
      continue;
    }
    const field = command[found] === "{" ? readField(command, found + 1) : null;
    if (field === null) return null;
    parts.push(field.part);
    at = field.end;
  }
  return parts.every((part) => "text" in part || isExpression(part.expression)) ? parts : null;
}

/** The names that a command reads if the notebook has them, with their offsets. */
export function templateExpressions(command: string): readonly Exclude<TemplatePart, { text: string }>[] {
  return (templateParts(command) ?? []).filter((part) => "expression" in part);
}

function readField(command: string, start: number): { part: TemplatePart; end: number } | null {
  let at = start;
  while (at < command.length && !"{}:!".includes(command[at] as string)) {
    if (command[at] === "[") {
      const closing = command.indexOf("]", at);
      at = closing === -1 ? command.length : closing;
    }
    at++;
  }
  const stop = command[at];
  if (stop === undefined || stop === "{") return null;
  const name = command.slice(start, at);
  if (stop === "}") return { part: { expression: name, at: start, dollar: false }, end: at + 1 };
  const found = (stop === "!" ? /([rsa])(?::([^{}]*))?\}/y : /()([^{}]*)\}/y) as RegExp;
  found.lastIndex = at + 1;
  const match = found.exec(command);
  if (match === null) return null;
  const expression = match[2] ? `${name}:${match[2]}` : name;
  const conversion = match[1] ? { conversion: match[1] as "r" | "s" | "a" } : {};
  return { part: { expression, ...conversion, at: start, dollar: false }, end: found.lastIndex };
}

/** `$name` and `$name.member` outside single quotes; `$$name` is `$name` for the shell. */
function pushDollars(parts: TemplatePart[], literal: string, offset: number): void {
  const pattern = /\$(\$?[\p{L}\p{N}_.]+)(?=(?:[^']*'[^']*')*[^']*$)/gu;
  let text = "";
  let at = 0;
  for (const match of literal.matchAll(pattern)) {
    const name = match[1] as string;
    text += literal.slice(at, match.index);
    at = match.index + match[0].length;
    if (name.startsWith("$")) {
      text += name;
      continue;
    }
    if (text !== "") parts.push({ text });
    text = "";
    parts.push({ expression: name, at: offset + match.index + 1, dollar: true });
  }
  text += literal.slice(at);
  if (text !== "") parts.push({ text });
}
