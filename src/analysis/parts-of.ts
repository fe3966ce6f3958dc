import type { Expr } from "../languages/facts.ts";

/** Expressions directly inside another one; functions apart. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "name":
    case "literal":
    case "function":
      return [];
    case "member":
    case "element":
    case "entered":
      return [expr.of];
    case "item":
      return [expr.of, expr.key];
    case "call":
      return [expr.of, ...expr.arguments.map((one) => one.value)];
    case "collection":
    case "operation":
    case "choice":
      return expr.parts;
  }
}
