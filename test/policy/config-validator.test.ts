import { expect, test } from "vitest";
import { compileConfigValidator } from "./compile-config-validator.ts";

test("the validator is what ajv makes of the schema", async () => {
  await expect(compileConfigValidator()).toMatchFileSnapshot("../../src/policy/config-validator.ts");
});
