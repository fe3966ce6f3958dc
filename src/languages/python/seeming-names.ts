const NAME = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
const NAMES = String.raw`${NAME}(?:\s*,\s*${NAME})*`;

/** What binds names, as far as the text shows; the first group holds them. */
const BINDINGS: readonly RegExp[] = [
  String.raw`(?:^|[;:])([\p{L}\p{N}_ \t,*()\[\]]*)=(?!=)`,
  String.raw`(?:^|[;:])[ \t]*(${NAME})[ \t]*:[^=:\n]{0,100}=(?!=)`,
  String.raw`=[ \t]*(${NAMES})[ \t]*=(?!=)`,
  String.raw`\b(?:def|class)[ \t]+(${NAME})`,
  String.raw`\bfor[ \t]+[(]?(${NAMES})[)]?[ \t]+in\b`,
  String.raw`\bas[ \t]+[(]?(${NAMES})`,
  String.raw`\bimport[ \t]+[(]?\s*(${NAME}[^;#\n)]*)`,
  String.raw`\b(${NAME})[ \t]*:=`,
].map((pattern) => new RegExp(pattern, "gmu"));

/**
 * Names that a text which is no valid Python seems to bind: what it would define once it is corrected. Found by how
 * bindings look, rather too many than too few.
 */
export function seemingNames(code: string): readonly string[] {
  const found = new Set<string>();
  const names = new RegExp(NAME, "gu");
  for (const binding of BINDINGS)
    for (const [, bound = ""] of code.matchAll(binding)) for (const [name] of bound.matchAll(names)) found.add(name);
  return [...found].sort();
}
