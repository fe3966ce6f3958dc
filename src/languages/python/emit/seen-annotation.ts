import { type Annotation, annotate } from "./annotation.ts";

/** An annotation that may need imports which only a type checker reads. */
export interface SeenAnnotation extends Annotation {
  /** Statements below `if TYPE_CHECKING`; the annotation is quoted then. */
  readonly checked: readonly string[];
}

const ALIASES: readonly (readonly [library: string, alias: string])[] = [
  ["pandas", "pd"],
  ["numpy", "np"],
];

/**
 * The annotation for the public type of a value that was seen: as {@link annotate} where that has a name for it, else by an
 * import of its own. `isTaken` tells that the notebook means something else by a name.
 */
export function annotateSeen(
  type: string,
  imported: ReadonlyMap<string, string>,
  isTaken: (name: string) => boolean,
): SeenAnnotation {
  const usual = annotate(type, imported);
  if (usual.text !== "Any") return { ...usual, checked: [] };
  const at = type.lastIndexOf(".");
  const [module, name] = [type.slice(0, at), type.slice(at + 1)];
  if (isTaken(name)) return { ...usual, checked: [] };
  if (module === "builtins") return { text: name, imports: [], checked: [] };
  const statement = imported.get(module);
  const alias = ALIASES.find(([library]) => library === module)?.[1];
  if (alias !== undefined && statement !== undefined)
    return { text: `${alias}.${name}`, imports: [statement], checked: [] };
  return { text: `"${name}"`, imports: [], checked: [`from ${module} import ${name}`] };
}
