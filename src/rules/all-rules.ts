import { effectRules } from "./effects/effect-rules.ts";
import { environmentRules } from "./environment/environment-rules.ts";
import { hygieneRules } from "./hygiene/hygiene-rules.ts";
import { orderRules } from "./order/order-rules.ts";
import type { Rule } from "./rule.ts";

/** Every rule, by code. */
export const allRules: readonly Rule[] = [...orderRules, ...effectRules, ...environmentRules, ...hygieneRules];
