import type { Template, ValueKind, World } from "./program-world.ts";

function needing(name: string, kind: ValueKind): ReadonlyMap<string, ValueKind> {
  return new Map([[name, kind]]);
}

/** Defines a function that reads an integer of the program; `write` gets its name and that of the integer. */
function overInteger(world: World, write: (name: string, known: string) => string): string | null {
  const known = world.find("int");
  const name = world.functionName();
  if (!known) return null;
  world.bind(name, { kind: "function", needs: needing(known, "int") });
  return write(name, known);
}

/** Binds a list to a name and gives the name. */
function listTarget(world: World): string {
  const name = world.variable();
  world.bind(name, { kind: "list" });
  return name;
}

/** Functions that read the program's data in all forms that Python has for parameters, and calls in all forms. */
export const functionTemplates: Readonly<Record<string, Template>> = {
  readsWithDefault: (world) =>
    overInteger(world, (name, known) => `def ${name}(n, step=2):\n    return (n * step + ${known}) % 97`),
  readsWithRest: (world) =>
    overInteger(world, (name, known) => `def ${name}(n, *rest, **options):\n    return n + len(rest) + ${known} % 7`),
  readsInside: (world) =>
    overInteger(
      world,
      (name, known) =>
        `def ${name}(n):\n    inner = lambda k: k + ${known}\n    return inner(n) + (lambda: ${known})()`,
    ),
  readsOnOnePath: (world) => {
    const name = world.functionName();
    const known = world.variable();
    world.bind(name, { kind: "function" });
    return `def ${name}(n):\n    if n > 50:\n        return ${known}\n    return n`;
  },
  readsInRecursion: (world) =>
    overInteger(
      world,
      (name, known) => `def ${name}(n):\n    return ${known} % 5 if n < 2 else ${name}(n // 2,) + ${known} % 3`,
    ),
  callInComprehension: (world) => {
    const name = world.find("function");
    const item = world.oneOf(["item", "a", "b", "x"]);
    return name && `${listTarget(world)} = [${name}(${item}) for ${item} in range(3)]`;
  },
  callByMap: (world) => {
    const name = world.find("function");
    return name && `${listTarget(world)} = list(map(${name}, [1, 2]))  # each`;
  },
  callAsPlainKey: (world) => {
    const name = world.find("function");
    return name && `${listTarget(world)} = sorted([3, 1, 2], key=${name})`;
  },
  callByKeyword: (world) => {
    const name = world.find("function");
    return name && `print(f"{${name}(${world.number(9)})}", ${name}(\n    4,  # with, a comment\n))`;
  },
  callInFunction: (world) => {
    const inner = world.find("function");
    const name = world.functionName();
    if (!inner || inner === name) return null;
    const hidden = world.oneOf(["k", "a", "x"]);
    world.bind(name, { kind: "function", needs: needing(inner, "function") });
    return `def ${name}(${hidden}):\n    total = ${inner}(${hidden})\n    return total + sum(${inner}(one) for one in (1, 2))`;
  },
  keepFunction: (world) => {
    const inner = world.find("function");
    const name = world.functionName();
    if (!inner || inner === name) return null;
    world.bind(name, { kind: "function", needs: needing(inner, "function") });
    return `${name} = ${inner}`;
  },
};
