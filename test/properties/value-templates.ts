import type { Template, World } from "./program-world.ts";

/** An integer expression over what is there. */
export function intExpression(world: World): string {
  const known = world.find("int");
  const list = world.find("list");
  const plain = String(world.number(9));
  const options = [plain];
  if (known) options.push(known, `(${known} * 3 + ${plain}) % 97`);
  if (list) options.push(`len(${list})`, `sum(${list}) % 89`);
  return options[world.number(options.length)] as string;
}

function bindInt(world: World, name: string): string {
  world.bind(name, { kind: "int" });
  return name;
}

/** Statements that make, rebind, update, alias and show values. */
export const valueTemplates: Readonly<Record<string, Template>> = {
  int: (world) => {
    const value = intExpression(world);
    return `${bindInt(world, world.variable())} = ${value}`;
  },
  list: (world) => {
    const value = world.oneOf([
      `[3, 1, ${world.number(9)}]`,
      `[i * 2 % 7 for i in range(${2 + world.number(4)})]`,
      `list(range(${world.number(5)}))`,
    ]);
    const name = world.variable();
    world.bind(name, { kind: "list" });
    return `${name} = ${value}`;
  },
  dict: (world) => {
    const value = `{"k": ${intExpression(world)}, "m": ${world.number(9)}}`;
    const name = world.variable();
    world.bind(name, { kind: "dict" });
    return `${name} = ${value}`;
  },
  array: (world) => {
    const value = world.oneOf(["np.arange(6.0)", "np.arange(6)", "np.ones(6) * 2"]);
    const name = world.variable();
    world.bind(name, { kind: "array", size: 6 });
    return `${name} = ${value}`;
  },
  set: (world) => {
    const name = world.variable();
    const value = `{${world.number(5)}, ${5 + world.number(5)}}`;
    world.bind(name, { kind: "set" });
    return `${name} = ${value}`;
  },
  text: (world) => {
    const known = world.find("str");
    const value = known ? `${known}[:12] + "z"` : `f"n{${intExpression(world)}:>3}"`;
    const name = world.variable();
    world.bind(name, { kind: "str" });
    return `${name} = ${value}`;
  },
  augmentInt: (world) => {
    const name = world.find("int");
    return name && `${name} ${world.oneOf(["+=", "-=", "*="])} ${1 + world.number(4)}\n${name} %= 97`;
  },
  augmentList: (world) => {
    const name = world.find("list");
    return name && `${name} += [${intExpression(world)}]`;
  },
  augmentText: (world) => {
    const name = world.find("str");
    return name && `${name} += "q"`;
  },
  augmentArray: (world) => {
    const name = world.find("array");
    return name && `${name} ${world.oneOf(["+=", "*="])} 2`;
  },
  updateList: (world) => {
    const name = world.find("list");
    const value = intExpression(world);
    return (
      name &&
      world.oneOf([
        `${name}.append(${value})`,
        `${name}.insert(0, ${value})`,
        `${name}.sort()`,
        `${name}.reverse()`,
        `${name}[:] = [item + 1 for item in ${name}]`,
        `if ${name}:\n    del ${name}[0]`,
        `${name}.extend(range(2))`,
      ])
    );
  },
  updateDict: (world) => {
    const name = world.find("dict");
    const value = intExpression(world);
    return (
      name &&
      world.oneOf([
        `${name}["n"] = ${value}`,
        `${name}.update(k=${value})`,
        `${name}.setdefault("z", ${value})`,
        `${name}.pop("m", None)`,
        `${name} |= {"v": ${value}}`,
      ])
    );
  },
  updateArray: (world) => {
    const name = world.find("array");
    return (
      name &&
      world.oneOf([
        `${name}[0] = ${intExpression(world)}`,
        `${name}[${name} > 2] = 1`,
        `np.add(${name}, 1, out=${name})`,
        `${name}[-1] -= 3`,
        `${name}.sort()`,
      ])
    );
  },
  updateSet: (world) => {
    const name = world.find("set");
    return name && `${name}.add(${world.number(20)})`;
  },
  alias: (world) => {
    const kind = world.oneOf(["list", "dict", "array", "nested", "object", "set", "table", "bag"] as const);
    const source = world.find(kind);
    const name = world.variable();
    const binding = source ? world.names.get(source) : undefined;
    if (!source || !binding || source === name) return null;
    world.bind(name, binding);
    return `${name} = ${source}`;
  },
  view: (world) => {
    const source = world.find("array");
    const name = world.variable();
    if (!source || world.sizeOf(source) < 3) return null;
    world.bind(name, { kind: "array", size: world.sizeOf(source) - 1 });
    return `${name} = ${source}[1:]`;
  },
  nest: (world) => {
    const [one, other] = [world.find("list"), world.find("list")];
    const name = world.variable();
    if (!one || !other) return null;
    world.bind(name, { kind: "nested" });
    return `${name} = [${one}, ${other}]`;
  },
  updateNested: (world) => {
    const name = world.find("nested");
    return (
      name && world.oneOf([`${name}[0].append(7)`, `${name}[1] += [8]`, `${name}[0][:1] = [5]`, `${name}.reverse()`])
    );
  },
  takeFromNested: (world) => {
    const source = world.find("nested");
    const name = world.variable();
    if (!source || source === name) return null;
    world.bind(name, { kind: "list" });
    return `${name} = ${source}[0]`;
  },
  swap: (world) => {
    const [one, other] = [world.find("list"), world.find("list")];
    return one && other && one !== other ? `${one}, ${other} = ${other}, ${one}` : null;
  },
  unpack: (world) => {
    const list = world.find("list");
    const [name, rest] = [world.variable(), world.variable()];
    if (!list || name === rest) return null;
    bindInt(world, name);
    world.bind(rest, { kind: "list" });
    return `${name}, *${rest} = [4, *${list}]`;
  },
  shadow: (world) => {
    const shadowed = world.find("int");
    const name = world.variable();
    if (!shadowed) return null;
    world.bind(name, { kind: "list" });
    return `${name} = [${shadowed} + 1 for ${shadowed} in range(3)]`;
  },
  draw: (world) => {
    const list = world.find("list");
    const name = world.variable();
    if (list && world.number(3) === 0) return world.oneOf([`np.random.shuffle(${list})`, `random.shuffle(${list})`]);
    return `${bindInt(world, name)} = ${world.oneOf(["random.randint(0, 50)", "int(np.random.randint(50))"])}`;
  },
  drawArray: (world) => {
    const name = world.variable();
    world.bind(name, { kind: "array", size: 4 });
    return `${name} = np.random.rand(4)`;
  },
  remove: (world) => {
    const name = world.find(world.oneOf(["int", "list", "dict", "array", "str", "nested"] as const));
    if (!name) return null;
    world.names.delete(name);
    return `del ${name}`;
  },
  print: (world) => {
    const name = world.find(world.oneOf(["int", "list", "dict", "array", "str", "nested", "set"] as const));
    return (
      name &&
      world.oneOf([`print(${name})`, `print(f"${name}: {${name}}", end=";\\n")`, `print("${name}", ${name}, sep="=")`])
    );
  },
  show: (world) => world.find(world.oneOf(["int", "list", "dict", "array", "str", "nested"] as const)),
};
