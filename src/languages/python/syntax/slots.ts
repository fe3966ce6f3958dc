import type { Slot } from "../../call-sites.ts";
import type { Lowering } from "./lowering.ts";
import type { SyntaxNode } from "./syntax-node.ts";

/** Where an argument can be added to a call. */
export function argumentSlot({ code }: Lowering, call: SyntaxNode, list: SyntaxNode | undefined): Slot {
  if (list?.type === "generator_expression") return { at: call.end, after: "item", isInner: false, opens: list.start };
  return slotBefore(code, call.end - 1, list);
}

/** Where a parameter can be added to a `def`. */
export function parameterSlot({ code }: Lowering, node: SyntaxNode, list: SyntaxNode | undefined): Slot {
  return list === undefined
    ? { at: node.start, after: "nothing", isInner: false }
    : slotBefore(code, list.end - 1, list);
}

/** Where a parameter can be added to a `lambda`. */
export function lambdaSlot({ code }: Lowering, node: SyntaxNode, list: SyntaxNode | undefined): Slot {
  if (list === undefined) return { at: node.start + "lambda".length, after: "nothing", isInner: false };
  return slotBefore(code, list.end, list);
}

function slotBefore(code: string, end: number, list: SyntaxNode | undefined): Slot {
  const parts = list === undefined ? [] : list.children.filter((child) => !child.type.startsWith("*"));
  const last = parts.at(-1);
  if (last?.type === "dictionary_splat_pattern") {
    const before = parts.at(-2);
    return { at: last.start, after: before === undefined ? "nothing" : "comma", isInner: true };
  }
  if (last === undefined) return { at: end, after: "nothing", isInner: false };
  const rest = code.slice(last.end, end).replace(/#[^\n]*/g, "");
  return { at: end, after: rest.includes(",") ? "comma" : "item", isInner: false };
}
