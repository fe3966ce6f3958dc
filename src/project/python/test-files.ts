import type { SharedContext } from "../project-context.ts";
import type { ProjectFile } from "../types.ts";

/** A step as its test calls it. */
export interface TestedStep {
  readonly name: string;
  readonly asynchronous: boolean;
}

/** What the tests of the style `production` consist of besides those of the single steps: file in `tests` -> template. */
const fixed = [
  "conftest",
  "own_run",
  "sampled_inputs",
  "step_case",
  "take_samples",
  "test_config",
  "test_pipeline",
] as const;

/** The tests of a project in the style `production`: of each step, of the configuration, and of the whole on samples. */
export function testFiles(steps: readonly TestedStep[], context: SharedContext): readonly ProjectFile[] {
  const { format, names, package: packageName, render } = context;
  const view = { header: names.header, package: packageName };
  const files = fixed.map((name) => ({
    path: `tests/${name}.py`,
    content: format(render(`python/production/tests/${name}.py`, view)),
  }));
  if (steps.length === 0) return files;
  const content = format(
    render("python/production/tests/test_steps.py", { ...view, ...stepsView(steps, packageName) }),
  );
  return [...files, { path: "tests/test_steps.py", content }];
}

/** What the template of the tests of single steps shows. */
interface StepsView {
  readonly asynchronous: boolean;
  /** Lines that import the functions of the steps. */
  readonly imports: readonly string[];
  readonly steps: readonly { readonly name: string; readonly call: string }[];
}

function stepsView(steps: readonly TestedStep[], packageName: string): StepsView {
  return {
    asynchronous: steps.some(({ asynchronous }) => asynchronous),
    imports: steps.map(({ name }) => importOf(name, packageName)).sort(),
    steps: steps.map(({ name, asynchronous }) => {
      const call = `${boundName(name)}(**case.inputs())`;
      return { name, call: asynchronous ? `asyncio.run(${call})` : call };
    }),
  };
}

function importOf(name: string, packageName: string): string {
  const bound = boundName(name);
  return `from ${packageName}.steps.${name} import ${name === bound ? name : `${name} as ${bound}`}`;
}

/** What a step's function is called in the tests, where some names mean something else. */
function boundName(step: string): string {
  return ["asyncio", "case", "result", "step_case"].includes(step) ? `${step}_step` : step;
}
