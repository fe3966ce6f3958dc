import type { SyntaxNode } from "./syntax-node.ts";

/**
 * True when the lenient grammar may have taken what Python 3 does not: syntax of Python 2, wrong indentation, an empty block.
 * Only a hint that a second opinion is worth its time.
 */
export function isSuspicious(code: string, root: SyntaxNode): boolean {
  return python2Like.test(code) || (oldTokens.test(code) && hasOldToken(code, root)) || hasOddIndentation(code, root);
}

/** How tokens of Python 2 look; most often they are parts of texts: dates, Markdown. */
const oldTokens = /<>|(?<![\w.])0\d|(?<![\w.])\d+[lL]\b|\b[uU][rR]["']/;

/** True when one of them stands in the code itself. */
function hasOldToken(code: string, root: SyntaxNode): boolean {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "<>") return true;
    if (node.type === "integer" && /^0\d|[lL]$/.test(code.slice(node.start, node.end))) return true;
    if (node.type === "string_start" && /^[uU][rR]/.test(code.slice(node.start, node.end))) return true;
    for (const child of node.children) pending.push(child);
  }
  return false;
}

const python2Like = new RegExp(
  [
    String.raw`(?:^|[;:])[ \t]*(?:print|exec)\b[ \t]*[^\s(=.,)\]}:]`,
    String.raw`\bdef\s+\w+\s*\((?:[^()=\n]*,)?\s*\(|\blambda\s*\(`,
    String.raw`^[ \t]*raise\b[^\n(]*,`,
    String.raw`^[ \t]*except[ \t]+(?:[\w.]+|\([^()\n]*\))[ \t]*,`,
  ].join("|"),
  "m",
);

const holdsBlocks = /_(?:statement|definition|clause)$|^block$/;

function hasOddIndentation(code: string, root: SyntaxNode): boolean {
  if (!isAligned(code, root.children, "")) return true;
  const pending = root.children.filter(({ type }) => holdsBlocks.test(type));
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "block" && (node.children.length === 0 || !isAligned(code, node.children, null))) return true;
    const clauses = node.children.filter(({ type }) => type.endsWith("_clause"));
    if (node.type !== "block" && clauses.length > 0 && !isAligned(code, [node, ...clauses], null)) return true;
    for (const child of node.children) if (holdsBlocks.test(child.type)) pending.push(child);
  }
  return false;
}

/** Statements of a block and clauses of a statement, as far as they start a line, start at the same column. */
function isAligned(code: string, nodes: readonly SyntaxNode[], expected: string | null): boolean {
  let indentation = expected;
  for (const { start } of nodes) {
    // A form feed may stand before a statement and counts for nothing.
    const before = code.slice(code.lastIndexOf("\n", start - 1) + 1, start).replaceAll("\f", "");
    if (before.trim() !== "") continue;
    indentation ??= before;
    if (before !== indentation) return false;
  }
  return true;
}
