import { entropyOfMachine } from "./effects/entropy-of-machine.ts";
import { unseededDraw } from "./effects/unseeded-draw.ts";
import { undefinedName } from "./order/undefined-name.ts";
import { useAfterDel } from "./order/use-after-del.ts";
import { useBeforeDefinition } from "./order/use-before-definition.ts";
import type { Rule } from "./rule.ts";

/** Rules whose findings concern a pipeline too: the notebook does not run, or gives other numbers each time. */
export const planRules: readonly Rule[] = [
  useBeforeDefinition,
  undefinedName,
  useAfterDel,
  entropyOfMachine,
  unseededDraw,
];
