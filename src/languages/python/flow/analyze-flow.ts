import type { LoweredStatement } from "../syntax/lower.ts";
import { flowTest } from "./conditions.ts";
import { type Flow, newFrame } from "./flow.ts";
import { flowBody, flowHeader } from "./flow-definitions.ts";
import { flowExpression, flowTarget } from "./flow-expression.ts";
import { fork } from "./flow-state.ts";
import { flowStatement } from "./flow-statement.ts";
import { createRecorder, type NameFacts } from "./recorder.ts";

/**
 * Finds out which names a top-level statement binds, reads and deletes, on all paths or on some, and stamps its syntax with
 * what the later stages need. One forward pass over the syntax in order of evaluation, with a state that is forked and
 * joined at branches; loops take one pass, as only deletions could change the second.
 */
export function analyzeFlow(lowered: LoweredStatement, postponesAnnotations: boolean): NameFacts {
  const recorder = createRecorder();
  const start = fork(null);
  const flow: Flow = {
    recorder,
    postponesAnnotations,
    expression: (expression) => flowExpression(flow, expression),
    test: (test) => flowTest(flow, test),
    target: (target, kind) => flowTarget(flow, target, kind),
    statements: (statements) => {
      for (const statement of statements) flowStatement(flow, statement);
    },
    block: (block) => flow.statements(block?.statements ?? []),
    header: (node) => flowHeader(flow, node),
    body: (node) => flowBody(flow, node),
    state: start,
    scope: lowered.scope,
    frame: newFrame(null),
    loop: null,
    classes: [],
    readLog: null,
  };
  flowStatement(flow, lowered.statement);
  return recorder.finish(start);
}
