import { runInThisContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { compileTemplate } from "../../src/project/compile-template.ts";
import { createRenderer } from "../../src/project/render-template.ts";

const texts = new Map([
  ["one", "a = {{value}}\n"],
  ["loop", "{{#each items}}\n{{name}};\n{{/each}}\n"],
  ["branch", "{{#if shown}}\nyes\n{{/if}}\n"],
  ["unless", "{{#unless shown}}\nno\n{{/unless}}\n"],
  ["nested", "{{#each items}}\n{{#if shown}}\nyes\n{{/if}}\n{{/each}}\n"],
  ["part", "{{#if result.fields}}\nyes\n{{/if}}\n"],
  ["helper", "{{shout value}}"],
  ["partial", "{{> other}}"],
]);
const render = createRenderer((name) => {
  const text = texts.get(name);
  return text === undefined ? undefined : runInThisContext(`(${compileTemplate(text)})`);
});

describe("rendering", () => {
  test("nothing is escaped, and what is put in is not read as a template", () => {
    expect(render("one", { value: `"<&>" {{secret}}` })).toBe(`a = "<&>" {{secret}}\n`);
  });

  test("loops and presence", () => {
    expect(render("loop", { items: [{ name: "x" }, { name: "y" }] })).toBe("x;\ny;\n");
    expect(render("branch", { shown: "" })).toBe("");
    expect(render("branch", { shown: "x" })).toBe("yes\n");
  });

  test.each([
    ["a field that the view lacks", "one", {}],
    ["a field that an item lacks", "loop", { items: [{}] }],
    ["a helper that there is not", "helper", { value: 1 }],
    ["a partial that there is not", "partial", {}],
    ["a template that there is not", "nowhere", {}],
  ])("refuses %s", (_, template, view) => {
    expect(() => render(template, view)).toThrow();
  });

  test.each([
    ["a list that the view lacks", "loop", {}],
    ["a condition that the view lacks", "branch", {}],
    ["the opposite of one", "unless", {}],
    ["one in an item", "nested", { items: [{}] }],
    ["one of a part", "part", { result: {} }],
  ])("refuses %s", (_, template, view) => {
    expect(() => render(template, view)).toThrow(/bug/);
  });

  test("takes null, false and an empty list for what they are", () => {
    expect(render("branch", { shown: null })).toBe("");
    expect(render("unless", { shown: false })).toBe("no\n");
    expect(render("loop", { items: [] })).toBe("");
  });
});
