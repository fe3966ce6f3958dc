import type { Analysis, NameRead } from "../analysis/types.ts";

/** The types of what a name may stand for where it is read; null for each definition whose type is not known. */
export function typesOfRead(
  { statements }: Pick<Analysis, "statements">,
  { name, from }: Pick<NameRead, "name" | "from">,
): readonly (string | null)[] {
  return from.map((id) => statements[id]?.definitions.find((one) => one.name === name)?.type ?? null);
}
