import type { Template, ValueKind, World } from "./program-world.ts";

/** Two functions and what calling either needs, or null. */
function twoFunctions(world: World): { one: string; other: string; needs: ReadonlyMap<string, ValueKind> } | null {
  const [one, other] = [world.find("function"), world.find("function")];
  if (!one || !other) return null;
  return { one, other, needs: new Map([...world.needsOf(one), ...world.needsOf(other)]) };
}

const bag = `class Bag:
    log = []
    def __init__(self, size):
        self.size = size
        self.items = []
    def add(self, n):
        self.log.append(n)
        self.items.append(n)
        return self
    @property
    def last(self):
        return self.items[-1] if self.items else 0
    @last.setter
    def last(self, n):
        self.items.append(n)
    def __len__(self):
        return len(self.items)
    def __iter__(self):
        return iter(self.items)
    def __contains__(self, n):
        self.size += 1
        return n in self.items
    def __setitem__(self, key, n):
        self.items[key:key] = [n]
    def __iadd__(self, n):
        self.items.append(n)
        return self
    def __call__(self, n):
        self.items.append(n)
        return len(self.items)
    def __enter__(self):
        return self.items
    def __exit__(self, *rest):
        self.size += 1`;

/** A list of lists that is there, or else the statement that makes one. */
function nestedList(world: World): { readonly name: string } | { readonly made: string } {
  const found = world.find("nested");
  if (found) return { name: found };
  const name = world.variable();
  world.bind(name, { kind: "nested" });
  return { made: `${name} = [[${world.number(9)}, 1], [2]]` };
}

/** Statements that share elements of containers, hold code in values, and run code of classes through syntax. */
export const objectTemplates: Readonly<Record<string, Template>> = {
  changeElements: (world) => {
    const source = nestedList(world);
    if ("made" in source) return source.made;
    const n = world.number(9);
    return world.oneOf([
      `[part.append(${n}) for part in ${source.name}];`,
      `list(map(lambda part: part.append(${n}), ${source.name}));`,
      `for at, part in enumerate(${source.name}):\n    part.append(at)\ndel part`,
      `spread(*${source.name})`,
    ]);
  },
  copyOfNested: (world) => {
    const nested = nestedList(world);
    if ("made" in nested) return nested.made;
    const [source, name] = [nested.name, world.variable()];
    world.bind(name, { kind: "nested" });
    const value = world.oneOf([
      `list(${source})`,
      `[part for part in ${source}]`,
      `${source}[:]`,
      `sorted(${source}, key=len)`,
      `[*${source}]`,
      `${source} + []`,
    ]);
    return `${name} = ${value}`;
  },
  elementOfNested: (world) => {
    const source = world.find("nested");
    const name = world.variable();
    if (!source || source === name) return null;
    world.bind(name, { kind: "list" });
    return world.oneOf([
      `${name} = ${source}.pop()\n${source}.append(${name})`,
      `${name} = next(iter(${source}))`,
      `${name} = max(${source}, key=len)`,
      `${name} = random.choice(${source})`,
      `${name}, *_ = ${source}`,
    ]);
  },
  carriedInLoop: (world) => {
    const source = world.find("nested");
    if (!source) return null;
    world.bind("last", { kind: "list" });
    return `last = None\nfor part in ${source}:\n    if last is not None:\n        last.append(0)\n    last = part\ndel part`;
  },
  table: (world) => {
    const [one, other] = [world.find("list"), world.find("list")];
    const name = world.variable();
    if (!one || !other) return null;
    world.bind(name, { kind: "table" });
    return `${name} = {"p": ${one}, "q": ${other}}`;
  },
  useTable: (world) => {
    const source = world.find("table");
    const name = world.variable();
    const n = world.number(9);
    if (!source || source === name) return null;
    const use = world.number(6);
    if (use > 3) world.bind(name, { kind: use === 4 ? "list" : "table" });
    return [
      `for key, part in ${source}.items():\n    part.append(${n})\ndel part`,
      `${source}.get("q").append(${n})`,
      `{key: part.append(${n}) for key, part in ${source}.items()};`,
      `${source}.update({"p": ${source}["q"]})`,
      `${name} = ${source}["p"]`,
      `${name} = ${world.oneOf([`dict(${source})`, `dict(zip(${source}, ${source}.values()))`, `{**${source}}`])}`,
    ][use] as string;
  },
  boundMethod: (world) => {
    const name = world.find("list");
    const n = world.number(9);
    return (
      name &&
      world.oneOf([
        `list(map(${name}.append, [${n}]));`,
        `getattr(${name}, "append")(${n});`,
        `list.append(${name}, ${n});`,
        `${name}.__setitem__(slice(0, 0), [${n}]);`,
      ])
    );
  },
  closureOverList: (world) => {
    const list = world.find("list");
    const name = world.functionName();
    if (!list) return null;
    world.bind(name, { kind: "function" });
    return `def make_keeper(items):\n    def keep(n):\n        items.append(n)\n        return len(items)\n    return keep\n${name} = make_keeper(${list})`;
  },
  chosenFunction: (world) => {
    const functions = twoFunctions(world);
    const known = world.find("int");
    const name = world.functionName();
    if (!functions || !known) return null;
    world.bind(name, { kind: "function", needs: functions.needs });
    return `${name} = ${functions.one} if ${known} % 2 else ${functions.other}`;
  },
  functionsInDict: (world) => {
    const functions = twoFunctions(world);
    if (!functions) return null;
    world.bind("actions", { kind: "actions", needs: functions.needs });
    return `actions = {"one": ${functions.one}, "other": ${functions.other}}`;
  },
  callFromDict: (world) => {
    const name = world.find("actions");
    const target = world.variable();
    if (!name) return null;
    world.bind(target, { kind: "int" });
    return `${target} = ${name}["${world.oneOf(["one", "other"])}"](${world.number(9)})`;
  },
  bag: (world) => {
    world.bind("Bag", { kind: "bagClass" });
    return bag;
  },
  crate: (world) => {
    if (world.names.get("Bag")?.kind !== "bagClass") return null;
    world.bind("Crate", { kind: "bagClass" });
    return "class Crate(Bag):\n    def add(self, n):\n        super().add(n * 2)\n        return self";
  },
  makeBag: (world) => {
    const kind = world.find("bagClass");
    const name = world.variable();
    world.bind(name, { kind: "bag" });
    if (kind) return `${name} = ${kind}(${world.number(9)})`;
    world.bind("Bag", { kind: "bagClass" });
    return `${bag}\n${name} = Bag(3)`;
  },
  useBag: (world) => {
    const name = world.find("bag");
    if (!name) return objectTemplates.makeBag?.(world) ?? null;
    const n = world.number(9);
    return world.oneOf([
      `${name}.add(${n});`,
      `${name}.last = ${n}`,
      `${name}[0] = ${n}`,
      `${name} += ${n}`,
      `${name}(${n});`,
      `with ${name} as inside:\n    inside.append(${n})`,
      `print(len(${name}), ${n} in ${name}, ${name}.last)`,
      `print(list(${name}), ${name}.size)`,
      `print(${name}.log)`,
    ]);
  },
  showBag: (world) => {
    const name = world.find("bag");
    return name && `print(list(${name}), ${name}.last, ${name}.size, ${name}.log)`;
  },
};
