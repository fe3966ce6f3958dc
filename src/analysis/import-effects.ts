import type { ImportedName } from "../languages/facts.ts";
import type { Machine } from "./machine.ts";
import { IMPORTED } from "./types.ts";

/**
 * Records imports that change something by themselves: an accessor of tables, a style, an experimental feature. Where nothing
 * is known of a library that nobody uses, that is what it was imported for, as far as we can tell.
 */
export function recordImportEffects(machine: Machine, imports: readonly ImportedName[]): void {
  const { knowledge } = machine;
  const hasEffect = (path: string) =>
    knowledge.hasImportEffect(path) || knowledge.registeredBy(path).some(machine.mentions);
  for (const { module, member, name, span } of imports) {
    if (module.startsWith(".") || member === "*") continue;
    if (pathsTo(module, member).some(hasEffect)) machine.effect("sets", IMPORTED, span);
    else if (name !== undefined && knowledge.mayHaveImportEffect(module) && !machine.reads(name))
      machine.effect("sets", IMPORTED, span, "assumed");
  }
}

/** `a.b` and `c` of `from a.b import c`: all that may be a module and is imported. */
function pathsTo(module: string, member: string | undefined): readonly string[] {
  const parts = member === undefined ? module.split(".") : [...module.split("."), member];
  return parts.map((_, index) => parts.slice(0, index + 1).join("."));
}
