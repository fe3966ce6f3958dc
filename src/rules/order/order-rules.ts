import type { Rule } from "../rule.ts";
import { executedOutOfOrder } from "./executed-out-of-order.ts";
import { executionCountGaps } from "./execution-count-gaps.ts";
import { functionReadsReboundGlobal } from "./function-reads-rebound-global.ts";
import { neverExecuted } from "./never-executed.ts";
import { noSuchMember } from "./no-such-member.ts";
import { notRerunnable } from "./not-rerunnable.ts";
import { outputFromOtherOrder } from "./output-from-other-order.ts";
import { repeatedExecutionCounts } from "./repeated-execution-counts.ts";
import { shadowedBuiltin } from "./shadowed-builtin.ts";
import { starImport } from "./star-import.ts";
import { undefinedName } from "./undefined-name.ts";
import { unreachableCode } from "./unreachable-code.ts";
import { unusedCell } from "./unused-cell.ts";
import { useAfterDel } from "./use-after-del.ts";
import { useBeforeDefinition } from "./use-before-definition.ts";

/** CW1xx: order and data flow. */
export const orderRules: readonly Rule[] = [
  useBeforeDefinition,
  undefinedName,
  useAfterDel,
  executedOutOfOrder,
  repeatedExecutionCounts,
  executionCountGaps,
  neverExecuted,
  outputFromOtherOrder,
  functionReadsReboundGlobal,
  notRerunnable,
  unreachableCode,
  starImport,
  unusedCell,
  shadowedBuiltin,
  noSuchMember,
];
