import { expect, it } from "vitest";
import { canCheckTables } from "../../src/project/python/can-check-tables.ts";

it.each([
  [null, true],
  ["1.5.3", false],
  ["2.0.3", false],
  ["2.1", false],
  ["2.1.0rc1", false],
  ["2.1.1", true],
  ["2.3.3", true],
  ["3.0.0", true],
])("tables of pandas %s can be checked: %s", (version, expected) => expect(canCheckTables(version)).toBe(expected));
