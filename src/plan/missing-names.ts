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
  const read = own.flatMap(({ reads, definitions }) => {
    // A statement of several lines may bind the name itself, above.
    const bound = new Set(definitions.map(({ name }) => name));
    return reads.filter(({ from, name }) => from.length === 0 && !bound.has(name)).map(({ name }) => name);
  });
  const free = own.flatMap(({ facts }) => facts.function?.freeNames ?? []).filter((name) => !defined.has(name));
  return [...new Set([...read, ...free])].filter((name) => !builtins.has(name)).sort();
}
