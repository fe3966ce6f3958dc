import { type Analysis, IMPORTED } from "../analysis/types.ts";
import type { EffectImport, Role } from "./types.ts";

/** Imports that change something by themselves, so that steps have them whether or not they use a name of theirs. */
export function effectImports({ statements }: Analysis, roles: readonly Role[]): readonly EffectImport[] {
  return statements
    .filter(({ id, facts }) => roles[id] === "import" && facts.kind === "import")
    .flatMap(({ id, facts, effects }) =>
      facts.imports
        .filter(({ span }) => effects.some((one) => one.resource === IMPORTED && one.span.start === span.start))
        .map((imported) => ({ statement: id, imported })),
    );
}
