import { describe, expect, test } from "vitest";
import { allRules } from "../../src/rules/all-rules.ts";
import { checkExample } from "../harness/checked.ts";

const findable = allRules.map((rule) => [rule.code, rule] as const);

describe("rules", () => {
  test("are in the order of their codes, each code and name once", () => {
    const codes = allRules.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
    const names = allRules.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  describe.each(findable)("%s", (code, { docs }) => {
    test.each(docs.bad)("finds what its example %# does wrong", (example) => {
      expect(checkExample(example).map((one) => one.code)).toContain(code);
    });

    test.each(docs.good)("has nothing to say of its good example %#, nor has another rule", (example) => {
      expect(checkExample(example).filter((one) => one.code === code || one.severity !== "info")).toEqual([]);
    });

    test("says what is wrong, why, and what to do", () => {
      for (const text of [docs.finds, docs.why, docs.mend]) expect(text).toMatch(/^[A-Z`].*[.!]$/s);
      expect(docs.bad.length).toBeGreaterThan(0);
      expect(docs.good.length).toBeGreaterThan(0);
    });
  });
});
