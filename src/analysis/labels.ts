import type { Machine } from "./machine.ts";
import type { Node, Value } from "./values.ts";

/** A value made from others may have their labels, but for those that knowledge says are its `own`. */
export function takeLabels(machine: Machine, made: Value, from: readonly Value[], own: readonly string[] = []): Value {
  const { heap, knowledge, labels } = machine;
  if (made.nodes.length === 0)
    return knowledge.isLabels(made.type)
      ? { ...made, labels: { attribute: null, nodes: [heap.add(made.type)] } }
      : made;
  for (const attribute of knowledge.labelled(made.type)) {
    const sources = own.includes(attribute) ? [] : from.flatMap((value) => sourcesOf(machine, attribute, value));
    if (sources.length > 0) labels.share(attribute, [...made.nodes, ...sources]);
  }
  return made;
}

/** The objects behind a value that may have labels of this name: tables, and what stands for labels themselves. */
function sourcesOf({ heap, knowledge, labels }: Machine, attribute: string, value: Value): readonly Node[] {
  if (value.labels) return [null, attribute].includes(value.labels.attribute) ? value.labels.nodes : [];
  const isTable = value.type !== null && knowledge.labelled(value.type).length > 0;
  const nodes = isTable ? value.nodes : [...value.nodes, ...heap.held(value.nodes)];
  const hasLabels = (node: Node) =>
    heap.typesOf([node])?.some((type) => knowledge.labelled(type).includes(attribute)) === true;
  return nodes.filter((node) => labels.has(attribute, node) || hasLabels(node));
}

/** A part (`table.loc`) stands for the whole: what is taken from it may have the labels of the whole. */
export function passLabels({ knowledge, labels }: Machine, part: Value, whole: Value): void {
  if (part.nodes.length === 0 || whole.type === null) return;
  for (const attribute of knowledge.labelled(whole.type)) labels.share(attribute, [...part.nodes, ...whole.nodes]);
}

/** All objects in which the name of these labels shows. */
export function showingLabels(
  { labels }: Machine,
  { attribute, nodes }: NonNullable<Value["labels"]>,
): readonly Node[] {
  return labels.sharing(attribute, nodes);
}
