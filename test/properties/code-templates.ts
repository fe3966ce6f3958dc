import type { Template, ValueKind, World } from "./program-world.ts";
import { intExpression } from "./value-templates.ts";

function needing(...pairs: readonly (readonly [string, ValueKind])[]): ReadonlyMap<string, ValueKind> {
  return new Map(pairs);
}

/** Binds an integer to a name and gives the name. */
function target(world: World): string {
  const name = world.variable();
  world.bind(name, { kind: "int" });
  return name;
}

/** Statements that define and use functions and classes, and those that branch and loop. */
export const codeTemplates: Readonly<Record<string, Template>> = {
  plainFunction: (world) => {
    const name = world.functionName();
    world.bind(name, { kind: "function" });
    return `def ${name}(n):\n    """Twice n, and ${world.number(5)}."""\n    return n * 2 + ${world.number(5)}`;
  },
  readsGlobal: (world) => {
    const known = world.find("int");
    const name = world.functionName();
    if (!known) return null;
    world.bind(name, { kind: "function", needs: needing([known, "int"]) });
    return `def ${name}(n):\n    return (n + ${known}) % 97`;
  },
  updatesGlobalList: (world) => {
    const list = world.find("list");
    const name = world.functionName();
    if (!list) return null;
    world.bind(name, { kind: "function", needs: needing([list, "list"]) });
    return `def ${name}(n):\n    ${list}.append(n)\n    return len(${list})`;
  },
  rebindsGlobal: (world) => {
    const known = world.find("int");
    const name = world.functionName();
    if (!known) return null;
    world.bind(name, { kind: "function", needs: needing([known, "int"]) });
    return `def ${name}(n):\n    global ${known}\n    ${known} = (${known} + n) % 97\n    return ${known}`;
  },
  callsFunction: (world) => {
    const inner = world.find("function");
    const name = world.functionName();
    if (!inner || inner === name) return null;
    world.bind(name, { kind: "function", needs: needing([inner, "function"]) });
    return `def ${name}(n):\n    return ${inner}(n) + 1`;
  },
  sharedDefault: (world) => {
    const name = world.functionName();
    world.bind(name, { kind: "function" });
    return `def ${name}(n, seen=[]):\n    seen.append(n)\n    return len(seen)`;
  },
  defaultFromGlobal: (world) => {
    const known = world.find("int");
    const name = world.functionName();
    if (!known) return null;
    world.bind(name, { kind: "function" });
    return `def ${name}(n, base=${known}):\n    return n + base`;
  },
  closure: (world) => {
    const name = world.functionName();
    world.bind(name, { kind: "function" });
    return [
      "def make_counter(start):",
      "    total = start",
      "    def count(n):",
      "        nonlocal total",
      "        total += n",
      "        return total",
      "    return count",
      `${name} = make_counter(${world.number(9)})`,
    ].join("\n");
  },
  lambda: (world) => {
    const known = world.find("int");
    const name = world.functionName();
    const late = known !== null && world.number(2) === 0;
    world.bind(name, late ? { kind: "function", needs: needing([known, "int"]) } : { kind: "function" });
    return late ? `${name} = lambda n: n + ${known}` : `${name} = lambda n, k=${known ?? 2}: n * k`;
  },
  restFunction: (world) => {
    const name = world.functionName();
    world.bind(name, { kind: "rest" });
    return `def ${name}(*args, scale=1, **options):\n    return sum(args) * scale + len(options)`;
  },
  call: (world) => {
    const name = world.find("function");
    return name && `${target(world)} = ${name}(${1 + world.number(9)})`;
  },
  callAndPrint: (world) => {
    const name = world.find("function");
    return name && `print(${name}(${1 + world.number(9)}))`;
  },
  callRest: (world) => {
    const name = world.find("rest");
    const list = world.find("list");
    return name && `${target(world)} = ${name}(${list ? `*${list}, ` : "1, "}scale=2, extra=3)`;
  },
  callAsKey: (world) => {
    const name = world.find("function");
    const result = world.variable();
    if (!name) return null;
    world.bind(result, { kind: "list" });
    return `${result} = sorted([3, 1, 2], key=lambda item: -${name}(item))`;
  },
  class: (world) => {
    const name = world.className();
    const known = world.find("int");
    world.bind(name, { kind: "class", ...(known ? { needs: needing([known, "int"]) } : {}) });
    return [
      `class ${name}:`,
      "    made = 0",
      "    def __init__(self, size):",
      "        self.size = size",
      "        self.items = []",
      "        type(self).made += 1",
      "    def add(self, n):",
      `        self.items.append(n + ${known ?? 1})`,
      "        return self",
    ].join("\n");
  },
  instance: (world) => {
    const kind = world.find("class");
    const name = world.variable();
    if (!kind) return null;
    world.bind(name, { kind: "object", needs: world.needsOf(kind) });
    return `${name} = ${kind}(${intExpression(world)})`;
  },
  useInstance: (world) => {
    const name = world.find("object");
    const add = `${name}.add(${world.number(9)})`;
    return (
      name &&
      world.oneOf([
        `${add};`,
        `${name}.size += 1`,
        `print(${name}.size, ${name}.items, type(${name}).made)`,
        `${name}.extra = 4`,
      ])
    );
  },
  loop: (world) => {
    const list = world.find("list");
    world.bind("i", { kind: "int" });
    const total = world.find("int") ?? "i";
    if (!list) return `for i in range(${1 + world.number(3)}):\n    print(i)`;
    return `for i in range(3):\n    ${list}.append(i * 2)\n    ${total} = (${total} + i) % 97`;
  },
  emptyLoop: (world) => {
    const [known, list] = [world.find("int"), world.find("list")];
    return known && list ? `for ${known} in ${list}:\n    pass` : null;
  },
  while: (world) => {
    const known = world.find("int");
    return known && `while ${known} > 4:\n    ${known} //= 2\nelse:\n    ${known} += 1`;
  },
  branch: (world) => {
    const [known, list] = [world.find("int"), world.find("list")];
    const name = world.variable();
    if (!known || !list) return null;
    const same = world.names.get(name)?.kind === "int" && name !== known;
    if (same) return `if ${known} % 2:\n    ${name} = ${known} + 1`;
    world.bind(name, { kind: "int" });
    return `if ${known} % 2:\n    ${name} = 1\nelse:\n    ${list}.append(0)\n    ${name} = len(${list})`;
  },
  catch: (world) => {
    const dict = world.find("dict");
    const name = world.variable();
    if (!dict || [dict, name].includes("e") || dict === name) return null;
    world.names.delete("e");
    world.bind(name, { kind: "str" });
    return `try:\n    ${name} = str(${dict}["nope"])\nexcept KeyError as e:\n    ${name} = f"no {e}"\nfinally:\n    ${dict}["tried"] = True`;
  },
  generator: (world) => {
    const list = world.find("list");
    const name = target(world);
    if (!list || list === name) return null;
    return `pieces = (item * 2 for item in ${list})\n${name} = sum(pieces) % 97`;
  },
  iterator: (world) => {
    const list = world.find("list");
    if (world.names.has("stream")) return `${target(world)} = next(stream, 0)`;
    if (!list) return null;
    world.bind("stream", { kind: "iterator" });
    return `stream = iter(${list})`;
  },
  next: (world) => {
    const name = world.find("iterator");
    return name && `${target(world)} = next(${name}, 0)`;
  },
  walrus: (world) => {
    const list = world.find("list");
    const name = target(world);
    return list && list !== name ? `if (${name} := len(${list})) > 2:\n    print("long", ${name})` : null;
  },
  registry: (world) => {
    const list = world.find("list");
    const name = world.functionName();
    if (!list) return null;
    world.bind(name, { kind: "function" });
    return `def register(function):\n    ${list}.append(1)\n    return function\n@register\ndef ${name}(n):\n    return n - 1`;
  },
};
