import { describe, expect, test } from "vitest";
import { checkpointsOf, questionsOf } from "../../src/verify/questions.ts";

const step = (name: string, inputs: readonly string[], outputs: readonly string[]) => ({
  name,
  title: "",
  inputs,
  outputs,
});
const brief = (questions: ReturnType<typeof questionsOf>) =>
  questions.map(({ kind, step: owner, name, cell, giver }) => `${kind} ${owner}.${name} after ${cell} from ${giver}`);

describe("questions about values", () => {
  test("ask for each output after its step's last cell, and for the end", () => {
    const table = [step("load", [], ["df"]), step("fit", ["df"], ["model"])];
    const cells = new Map([
      ["load", [1, 2]],
      ["fit", [4]],
    ]);
    expect(brief(questionsOf(table, cells, [1, 2, 4]))).toEqual([
      "output load.df after 2 from load",
      "output fit.model after 4 from fit",
      "final load.df after 4 from load",
    ]);
  });

  test("ask for an input when something ran since it was given", () => {
    const table = [step("load", [], ["df"]), step("look", ["df"], []), step("fit", ["df"], ["df"])];
    const cells = new Map([
      ["load", [0]],
      ["look", [1]],
      ["fit", [2]],
    ]);
    expect(brief(questionsOf(table, cells, [0, 1, 2]))).toEqual([
      "output load.df after 0 from load",
      "input fit.df after 1 from load",
      "output fit.df after 2 from fit",
    ]);
  });

  test("count what ran in no step", () => {
    const table = [step("load", [], ["df"]), step("fit", ["df"], [])];
    const cells = new Map([
      ["load", [0]],
      ["fit", [2]],
    ]);
    expect(brief(questionsOf(table, cells, [0, 1, 2]))).toContain("input fit.df after 1 from load");
  });

  test("ask for the end only what a step without cells gives", () => {
    expect(brief(questionsOf([step("load", [], ["df"])], new Map(), [0]))).toEqual(["final load.df after 0 from load"]);
  });

  test("become one checkpoint for each cell", () => {
    const table = [step("load", [], ["a", "b"]), step("fit", ["a"], ["c"])];
    const cells = new Map([
      ["load", [0]],
      ["fit", [3]],
    ]);
    expect(checkpointsOf(questionsOf(table, cells, [0, 3]))).toEqual([
      { cell: 0, names: ["a", "b"] },
      { cell: 3, names: ["c", "a", "b"] },
    ]);
  });
});
