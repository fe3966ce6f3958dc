import { describe, expect, test } from "vitest";
import { loadTargetContext } from "../../src/cli/load-python-target.ts";
import { targetFiles } from "../../src/project/targets/target-files.ts";
import { askPython, hasPython } from "../languages/python/test-python.ts";

// The functions of the generated program, without what it imports of Metaflow and of the project.
const code = `import ast, json, sys
text, orders, names = json.load(sys.stdin)
wanted = {"arrange", "_components", "flow_names"}
tree = ast.parse(text)
tree.body = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name in wanted]
import keyword, re, types
scope = {"keyword": keyword, "re": re, "metaflow": types.SimpleNamespace(FlowSpec=type("FlowSpec", (), {"next": 1}))}
scope |= {"_OWN_NAMES": {"start", "end"}}
exec(compile(ast.fix_missing_locations(ast.Module([ast.ImportFrom("__future__", [ast.alias("annotations")], 0), *tree.body], [])), "", "exec"), scope)
def before(needs):
    found = {}
    for name, own in needs.items():
        found[name] = set(own).union(*(found[each] for each in own))
    return found
print(json.dumps([[scope["arrange"](list(needs), before(needs)) for needs in orders], scope["flow_names"](names)]))`;

type Plan = readonly (string | readonly Plan[])[];
type Needs = Readonly<Record<string, readonly string[]>>;

const orders: readonly (readonly [title: string, needs: Needs, plan: Plan])[] = [
  ["a chain", { a: [], b: ["a"], c: ["b"] }, ["a", "b", "c"]],
  ["a diamond", { a: [], b: ["a"], c: ["a"], d: ["b", "c"] }, ["a", [["b"], ["c"]], "d"]],
  ["no order", { a: [], b: [] }, [[["a"], ["b"]]]],
  [
    "branches with steps of their own",
    { a: [], b: ["a"], c: ["b"], d: ["a"], e: ["d"], f: ["c", "e"] },
    [
      "a",
      [
        ["b", "c"],
        ["d", "e"],
      ],
      "f",
    ],
  ],
  [
    "an order that branches do not have",
    { a: [], b: [], c: ["a"], d: ["a", "b"] },
    [
      [["a"], ["b"]],
      [["c"], ["d"]],
    ],
  ],
  ["a short cut", { a: [], b: ["a"], c: ["a", "b"] }, ["a", "b", "c"]],
];

const odd = ["load", "start", "next", "Größe", "größe", "join_1", "class", "_x", "2d"];

describe.runIf(hasPython)("steps as branches that are joined", async () => {
  const files = targetFiles(["metaflow"], await loadTargetContext("sales"));
  const text = files.find(({ path }) => path.endsWith("render.py"))?.content;
  const question = [text, orders.map(([, needs]) => needs), odd];
  const [plans, names] = askPython<[Plan[], Record<string, string>]>(["-c", code], question);

  test.each(orders.map(([title, , plan], at) => [title, plan, plans[at]] as const))("%s", (_, expected, plan) => {
    expect(plan).toEqual(expected);
  });

  test("names are those that Metaflow takes, each once", () => {
    expect(Object.keys(names)).toEqual(odd);
    expect(new Set(Object.values(names)).size).toBe(odd.length);
    for (const name of Object.values(names)) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(names.load).toBe("load");
    expect(Object.values(names)).not.toEqual(expect.arrayContaining(["start"]));
  });
});

test("what the flow calls is imported in the flow, not in what writes it", async () => {
  const files = targetFiles(["metaflow"], await loadTargetContext("sales"));
  const text = String(files.find(({ path }) => path.endsWith("render.py"))?.content);
  const [writer = "", head = ""] = text.split("_HEAD = ");
  expect(head.split("_BODY = ")[0]).toContain("from sales.runtime.calling import call_step, run_id\n");
  expect(writer).not.toContain("call_step");
});
