import { lastName } from "../base/dotted-path.ts";
import type { Span } from "../base/spans.ts";
import type { CallKnowledge } from "../languages/knowledge.ts";
import type { Application } from "./application.ts";
import type { Machine } from "./machine.ts";
import type { Evidence } from "./types.ts";
import type { Given, Node } from "./values.ts";

/** Names under which libraries take a random generator. */
const NAMES = new Set(["generator", "prng", "random", "random_state", "rng", "seed"]);

/** A call that is given a random generator draws from it, and so does a method of what was made with one. */
export function drawFromGiven(machine: Machine, known: CallKnowledge, call: Application): void {
  const { self, given, span, callee, evidence } = call;
  const by = lastName(callee);
  if (known.returns !== "type")
    for (const { name, value } of given) {
      if (name === undefined || !(NAMES.has(name) || name === known.drawsUnless)) continue;
      const isCertain = name === known.drawsUnless && evidence === "proved";
      draw(machine, generatorsIn(machine, value.nodes), { by, span, evidence: isCertain ? "proved" : "assumed" });
    }
  if (known.drawsUnlessReceiver !== undefined) drawFromAmong(machine, machine.heap.reach(self.nodes), span, by);
}

/** Random generators among what an object holds are drawn from: an estimator with one is fitted. */
export function drawFromAmong(machine: Machine, held: Iterable<Node>, span: Span, by: string): void {
  draw(machine, generatorsIn(machine, [...held]), { by, span, evidence: "assumed" });
}

/** Random generators among the arguments of a call: what is made with one keeps it. */
export function givenGenerators(machine: Machine, given: readonly Given[]): readonly Node[] {
  return given.flatMap(({ value }) => generatorsIn(machine, value.nodes));
}

function generatorsIn({ heap, knowledge }: Machine, nodes: readonly Node[]): readonly Node[] {
  return nodes.filter((node) => heap.typesOf([node])?.every((type) => knowledge.isGenerator(type)));
}

function draw(
  machine: Machine,
  nodes: readonly Node[],
  how: { readonly by: string; readonly span: Span; readonly evidence: Evidence },
): void {
  if (nodes.length > 0) machine.update(nodes, { ...how, addsNothing: true });
}
