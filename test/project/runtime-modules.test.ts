import { expect, test } from "vitest";
import { readTemplates } from "../../src/disk/package-files.ts";
import { commonModules, modulesFor } from "../../src/project/python/runtime-modules.ts";

const context = { package: "churn", runtime: readTemplates("python/package") };
const common = commonModules(context);
const names = (files: typeof common) => files.flatMap(({ path }) => /runtime\/(\w+)\.py$/.exec(path)?.[1] ?? []);

test.each(["engines", "models", "dynamicio"] as const)(
  "no project imports modules for %s that it does not have",
  (need) => {
    const own = new Set(names(modulesFor(need, context)));
    expect(own.size).toBeGreaterThan(0);
    for (const { path, content } of common) {
      const imported = [
        ...String(content).matchAll(/^\s*from \.(?:runtime\.)?(\w+) import/gm),
        ...String(content).matchAll(/^\s*from \.(?:runtime)? import \(?([^)\n]+)/gm),
      ].flatMap((match) => (match[1] ?? "").split(/\W+/));
      expect(
        imported.filter((name) => own.has(name)),
        path,
      ).toEqual([]);
    }
  },
);

test("all modules are for something", () => {
  const all = [
    common,
    ...(["engines", "models", "dynamicio"] as const).map((need) => modulesFor(need, context)),
  ].flat();
  expect(all.length).toBe(context.runtime.size);
});
