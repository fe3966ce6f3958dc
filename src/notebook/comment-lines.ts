import type { ScriptSyntax } from "./script-syntax.ts";

/** What a comment of the form `# name: value` says. */
export interface NamedComment {
  /** Index of its line in the cell. */
  readonly line: number;
  readonly name: string;
  readonly value: string;
}

/** The `# name: value` comments above the first code of a cell. */
export function namedComments(source: string, names: readonly string[], syntax: ScriptSyntax): NamedComment[] {
  const found: NamedComment[] = [];
  for (const [line, text] of source.split("\n").entries()) {
    const told = text.trim();
    if (told === "") continue;
    if (!told.startsWith(syntax.comment)) break;
    const [, name, value] = /^\s*([a-z]+)\s*:\s*(.*?)\s*$/.exec(told.slice(syntax.comment.length)) ?? [];
    if (name !== undefined && value !== undefined && names.includes(name)) found.push({ line, name, value });
  }
  return found;
}

/** The tags in the value of a `# tags: a, b` comment. */
export function listedTags(value: string): string[] {
  const tags = value.split(",").map((tag) => tag.trim());
  return tags.filter((tag) => tag !== "");
}
