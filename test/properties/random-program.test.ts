import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { librarySubjects } from "./library-subjects.ts";
import { cellsOf, notebookOf, type Program, programsAbout, randomProgram, scriptOf } from "./random-program.ts";

const programs = fc.sample(randomProgram, { numRuns: 2500, seed: 11 });

describe("random programs", () => {
  it("are cut into several steps, which keep their order", () => {
    const counts = programs.map((program) => new Set(cellsOf(program).map((cell) => cell.step)).size);
    expect(counts.filter((count) => count > 1).length).toBeGreaterThan(200);
    for (const program of programs) {
      const numbers = cellsOf(program).map((cell) => Number(cell.step.slice(1)));
      expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
    }
  });

  it("are the same for the same seed", () => {
    const again: Program[] = fc.sample(randomProgram, { numRuns: 2500, seed: 11 });
    expect(again).toEqual(programs);
  });

  it.each([
    ["an alias", /^(\w) = (?!\1)\w$/m],
    ["a view", /= \w\[1:\]$/m],
    ["a function over a global", /return \(n \+ \w\) % 97/],
    ["a function that rebinds a global", /^ {4}global \w$/m],
    ["a shared default", /seen=\[\]/],
    ["state in a class", /type\(self\)\.made \+= 1/],
    ["a random draw", /random\.(randint|rand|shuffle)\(/],
    ["del", /^del \w$/m],
    ["an exception's name", /except KeyError as e/],
    ["a shadowing comprehension", /for (\w) in range\(3\)\]/],
    ["a live iterator", /next\(stream, 0\)/],
    ["elements that change in a comprehension", /^\[part\.append\(\d\) for part in \w\];$/m],
    ["a copy that shares elements", /= (list|sorted)\(\w+(, key=len)?\)$/m],
    ["a bound method as a callback", /map\(\w+\.append, /],
    ["a function in a dict", /actions\["/],
    ["a property that is set", /^\w\.last = /m],
    ["an overridden operator", /^class Bag:/m],
    ["a function given to a function", /map\([fgh], \[/],
    ["a name that means something else at a call", /for [abx] in range\(3\)\]/],
    ["a function that keeps code over a global", /inner = lambda k: k \+/],
  ])("hold %s often enough", (_name, pattern) => {
    const holding = programs.filter((program) => pattern.test(scriptOf(program)));
    expect(holding.length).toBeGreaterThan(5);
  });

  it("become notebooks with a tag per cell", () => {
    const program = programs[0] as Program;
    const notebook = JSON.parse(notebookOf(program)) as { cells: { metadata: { tags: string[] }; source: string }[] };
    expect(notebook.cells.map((cell) => cell.metadata.tags)).toEqual(
      cellsOf(program).map((cell) => [`step:${cell.step}`]),
    );
    expect(notebook.cells.map((cell) => cell.source)).toEqual(cellsOf(program).map((cell) => cell.source));
  });
});

describe("random programs about libraries", () => {
  it.each(librarySubjects.map((subject) => [subject.name, subject] as const))(
    "use all that %s has",
    (_name, subject) => {
      const about = fc
        .sample(programsAbout([subject]), { numRuns: 1500, seed: 5 })
        .map(scriptOf)
        .join("\n");
      const statements = [...Object.values(subject.makers).flat(), ...subject.uses];
      const unused = statements.filter((text) => !pattern(text).test(about));
      expect(unused).toEqual([]);
    },
  );
});

/** What a statement with holes may become. */
function pattern(text: string): RegExp {
  const parts = text.split(/<[+~-]?[a-zA-Z]+\d?>/);
  return new RegExp(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\w+"));
}
