import type { SharedContext } from "../project-context.ts";
import type { ProjectFile } from "../types.ts";

/** What the tests of a whole project are made from. */
export type TestsContext = Pick<
  SharedContext,
  "render" | "names" | "package" | "tests" | "style" | "runner" | "hasReferences"
>;

/** The test that runs a project of the style `minimal` to its end. */
export const RUN_TEST = "tests/test_pipeline.py";

/**
 * The tests of the whole project, which nobody has to write for it: in the style `minimal` one that it runs to its end, and once
 * there are references, instead one that compares with them.
 */
export function ownTests(context: TestsContext, hasNotebook: boolean): readonly ProjectFile[] {
  if (context.style === "production") return [...describing(context), ...(hasNotebook ? [equivalence(context)] : [])];
  if (!hasNotebook) return [];
  return context.hasReferences === true
    ? equivalenceTests(context)
    : [test(RUN_TEST, "python/test_pipeline.py", context)];
}

/** What compares a project made from notebooks with its references. */
export function equivalenceTests(context: TestsContext): readonly ProjectFile[] {
  return [...describing(context), equivalence(context)];
}

/** Programs with which tests describe and compare values. */
function describing({ tests }: TestsContext): readonly ProjectFile[] {
  return [...tests].map(([name, content]) => ({ path: `tests/${name}`, content }));
}

function equivalence(context: TestsContext): ProjectFile {
  return test("tests/test_equivalence.py", "python/test_equivalence.py", context);
}

function test(path: string, template: string, { render, names, package: own, runner }: TestsContext): ProjectFile {
  return { path, content: render(template, { header: names.header, package: own, isSmall: runner === "small" }) };
}
