import type { Analysis } from "../analysis/types.ts";
import { topLevel } from "../base/dotted-path.ts";
import { extensionModule } from "./extension-module.ts";
import type { SurroundingsQuestion } from "./surroundings.ts";

/** What rules will want to know of the world around a notebook. */
export function surroundingsQuestion(analysis: Analysis): SurroundingsQuestion {
  const { statements } = analysis;
  const paths = statements.flatMap(({ files }) => [...files.reads, ...files.writes]);
  const imported = statements.flatMap(({ facts }) => facts.modules.map(({ module }) => module));
  const loaded = statements.flatMap(({ facts }) => facts.magics.flatMap((magic) => extensionModule(magic) ?? []));
  const modules = [...imported, ...loaded].map(topLevel);
  return { paths: sorted(paths), modules: sorted(modules.filter((name) => name !== "")) };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
