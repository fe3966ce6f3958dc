import fc from "fast-check";
import { codeTemplates } from "./code-templates.ts";
import { type Draw, type Template, World } from "./program-world.ts";
import { valueTemplates } from "./value-templates.ts";

/** What comes before a statement. */
export type Border = "none" | "cell" | "step";

/** A program cut into cells and steps. */
export interface Program {
  readonly cells: readonly { readonly step: string; readonly source: string }[];
}

interface DrawnStatement extends Draw {
  readonly border: Border;
}

const templates: readonly Template[] = [...Object.values(valueTemplates), ...Object.values(codeTemplates)];
const maxAttempts = 6;
const prelude = "import random\nimport numpy as np\nrandom.seed(3)\nnp.random.seed(4)";

const statement: fc.Arbitrary<DrawnStatement> = fc.record({
  template: fc.nat(templates.length - 1),
  choices: fc.array(fc.nat(59), { minLength: 8, maxLength: 8 }),
  border: fc.oneof(
    { weight: 5, arbitrary: fc.constant<Border>("none") },
    { weight: 3, arbitrary: fc.constant<Border>("cell") },
    { weight: 3, arbitrary: fc.constant<Border>("step") },
  ),
});

/**
 * Random programs that are valid Python, give the same result each time, and use what makes pipelines go wrong: names
 * rebound, aliases, views, updates in place, functions over globals, shared defaults, state in classes, random draws.
 * They shrink towards few statements and few steps.
 */
export const randomProgram: fc.Arbitrary<Program> = fc
  .array(statement, { minLength: 4, maxLength: 24, size: "max" })
  .map(buildProgram);

/** Writes the program that the draws stand for. */
export function buildProgram(draws: readonly DrawnStatement[]): Program {
  const world = new World();
  const cells: { step: string; source: string }[] = [{ step: "s1", source: prelude }];
  let steps = 1;
  for (const draw of draws) {
    const text = writeStatement(world, draw);
    if (text === null) continue;
    if (draw.border === "step") steps += 1;
    const last = cells.at(-1);
    if (draw.border === "none" && last !== undefined) last.source += `\n${text}`;
    else cells.push({ step: `s${steps}`, source: text });
  }
  return { cells };
}

/** The statement drawn, or the next one in the list that the world has what it takes for. */
function writeStatement(world: World, draw: DrawnStatement): string | null {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const before = new Map(world.names);
    world.begin(draw.choices);
    const text = templates[(draw.template + attempt) % templates.length]?.(world) ?? "";
    if (text !== "") return text;
    world.names.clear(); // a template that gives up may have bound names before
    for (const [name, binding] of before) world.names.set(name, binding);
  }
  return null;
}

/** The program as an `.ipynb` file with a tag per step. */
export function notebookOf(program: Program): string {
  const cells = program.cells.map((cell, index) => ({
    cell_type: "code",
    id: `cell-${index}`,
    execution_count: null,
    metadata: { tags: [`step:${cell.step}`] },
    outputs: [],
    source: cell.source,
  }));
  const kernelspec = { display_name: "Python 3", language: "python", name: "python3" };
  return JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
}

/** The program as a percent script, to be read by people. */
export function scriptOf(program: Program): string {
  return program.cells.map((cell) => `# %% tags=["step:${cell.step}"]\n${cell.source}`).join("\n");
}
