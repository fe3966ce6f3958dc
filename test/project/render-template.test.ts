import { describe, expect, test } from "vitest";
import { createRenderer } from "../../src/project/render-template.ts";

const render = createRenderer(
  new Map([
    ["one", "a = {{value}}\n"],
    ["loop", "{{#each items}}\n{{name}};\n{{/each}}\n"],
    ["branch", "{{#if shown}}\nyes\n{{/if}}\n"],
    ["helper", "{{shout value}}"],
    ["partial", "{{> other}}"],
  ]),
);

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

  test.fails("known gap: refuses a list or a condition that the view lacks", () => {
    expect(() => render("loop", {})).toThrow();
    expect(() => render("branch", {})).toThrow();
  });
});
