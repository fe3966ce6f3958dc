import { expect, test } from "vitest";
import { rulesPage } from "../../src/report/rule-docs.ts";
import { allRules } from "../../src/rules/all-rules.ts";

test("docs/rules.md is what the rules say of themselves (-u writes it anew)", async () => {
  await expect(rulesPage(allRules)).toMatchFileSnapshot("../../docs/rules.md");
});
