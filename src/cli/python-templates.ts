import { runInThisContext } from "node:vm";
import { readTemplates } from "../disk/package-files.ts";
import { compileTemplate } from "../project/compile-template.ts";
import type { CompiledTemplate } from "../project/render-template.ts";

/**
 * The templates of Python projects by their name (`python/step.py`). In the built package another module stands in place of
 * this one, with the same templates, compiled by the build: compiling takes longer than all that is done with them.
 */
export function pythonTemplates(): (name: string) => CompiledTemplate | undefined {
  const texts = readTemplates("python");
  return (name) => {
    const text = texts.get(`${name.slice("python/".length)}.hbs`);
    return text === undefined ? undefined : (runInThisContext(`(${compileTemplate(text)})`) as CompiledTemplate);
  };
}
