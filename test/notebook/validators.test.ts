import { expect, test } from "vitest";
import { compileValidators } from "./compile-validators.ts";

test("the validators are what ajv makes of nbformat's schemas", async () => {
  await expect(compileValidators()).toMatchFileSnapshot("../../src/notebook/schemas/validators.ts");
});
