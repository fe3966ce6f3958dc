import type { Analysis, Statement } from "../analysis/types.ts";

/**
 * Names that statements of a step read where nothing can have bound them, as in `try: file.close()` before there is a file.
 * A notebook with star imports may have any name.
 */
export function missingNames(
  { statements }: Analysis,
  own: readonly Statement[],
  builtins: ReadonlySet<string>,
): readonly string[] {
  if (statements.some(({ facts }) => facts.imports.some(({ member }) => member === "*"))) return [];
  const defined = new Set(statements.flatMap(({ definitions }) => definitions.map(({ name }) => name)));
  const read = own.flatMap(({ reads }) => reads.filter(({ from }) => from.length === 0).map(({ name }) => name));
  const free = own.flatMap(({ facts }) => facts.function?.freeNames ?? []).filter((name) => !defined.has(name));
  return [...new Set([...read, ...free])].filter((name) => !builtins.has(name)).sort();
}
