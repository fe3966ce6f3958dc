import fc from "fast-check";
import { codeTemplates } from "./code-templates.ts";
import { functionTemplates } from "./function-templates.ts";
import { objectTemplates } from "./object-templates.ts";
import { type Draw, type Template, World } from "./program-world.ts";
import { type Subject, subjectTemplates } from "./text-templates.ts";
import { valueTemplates } from "./value-templates.ts";

/** What comes before a statement. */
export type Border = "none" | "cell" | "step";

/** A statement (or a few that belong together) and what comes before it. */
export interface ProgramStatement {
  readonly text: string;
  readonly border: Border;
}

/** A program with its borders. The first statement starts the first step whatever its border says. */
export interface Program {
  readonly statements: readonly ProgramStatement[];
}

/** A code cell and the step that it belongs to. */
export interface ProgramCell {
  readonly step: string;
  readonly source: string;
}

interface DrawnStatement extends Draw {
  readonly border: Border;
}

interface SubjectStatement extends DrawnStatement {
  /** Decides which subject the statement is about. */
  readonly share: number;
}

const plainTemplates: readonly Template[] = [valueTemplates, codeTemplates, functionTemplates, objectTemplates].flatMap(
  Object.values,
);
const maxAttempts = 6;
const prelude = [
  "import random\nimport numpy as np\nrandom.seed(3)\nnp.random.seed(4)",
  "def spread(*parts):\n    for part in parts:\n        part.append(2)",
].join("\n");

const choices = fc.noShrink(fc.array(fc.nat(59), { minLength: 8, maxLength: 8 }));
const border = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Border>("none") },
  { weight: 3, arbitrary: fc.constant<Border>("cell") },
  { weight: 3, arbitrary: fc.constant<Border>("step") },
);
const statement: fc.Arbitrary<DrawnStatement> = fc.record({
  template: fc.noShrink(fc.nat(plainTemplates.length - 1)),
  choices,
  border,
});
const subjectStatement: fc.Arbitrary<SubjectStatement> = fc.record({
  share: fc.noShrink(fc.nat(9)),
  template: fc.noShrink(fc.nat(9999)),
  choices,
  border,
});

/**
 * Random programs that are valid Python, give the same result each time, and use what makes pipelines go wrong: names
 * rebound, aliases, views, updates in place, functions over globals, shared defaults, state in classes, random draws.
 */
export const randomProgram: fc.Arbitrary<Program> = fc
  .array(statement, { minLength: 4, maxLength: 24, size: "max" })
  .map((draws) => {
    const world = new World();
    return programOf(prelude, draws, (draw) => writeStatement(world, plainTemplates, draw));
  });

/** Random programs that are about one or two of these subjects. Few of them raise, since not all states are followed. */
export function programsAbout(subjects: readonly Subject[]): fc.Arbitrary<Program> {
  const about = fc.noShrink(fc.subarray([...subjects], { minLength: 1, maxLength: Math.min(2, subjects.length) }));
  const draws = fc.array(subjectStatement, { minLength: 6, maxLength: 22, size: "max" });
  return fc.record({ about, draws }).map(({ about, draws }) => {
    const world = new World();
    const templates = about.map(subjectTemplates);
    const imports = [...new Set(about.flatMap((subject) => subject.imports.split("\n")))].join("\n");
    return programOf(`${prelude}\n${imports}`, draws, (draw) =>
      writeStatement(world, draw.share < 1 ? plainTemplates : (templates[draw.share % about.length] ?? []), draw),
    );
  });
}

function programOf<D extends DrawnStatement>(
  prelude: string,
  draws: readonly D[],
  write: (draw: D) => string | null,
): Program {
  const statements: ProgramStatement[] = [{ text: prelude, border: "none" }];
  for (const draw of draws) {
    const text = write(draw);
    if (text !== null) statements.push({ text, border: draw.border });
  }
  return { statements };
}

/** The cells of a program. */
export function cellsOf(program: Program): readonly ProgramCell[] {
  const cells: { step: string; source: string }[] = [];
  let steps = 1;
  for (const { text, border } of program.statements) {
    const last = cells.at(-1);
    if (border === "step" && last !== undefined) steps += 1;
    if (border === "none" && last !== undefined) last.source += `\n${text}`;
    else cells.push({ step: `s${steps}`, source: text });
  }
  return cells;
}

/** The statement drawn, or the next one in the list that the world has what it takes for. */
function writeStatement(world: World, templates: readonly Template[], draw: DrawnStatement): string | null {
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
  const cells = cellsOf(program).map((cell, index) => ({
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
  return cellsOf(program)
    .map((cell) => `# %% tags=["step:${cell.step}"]\n${cell.source}`)
    .join("\n");
}
