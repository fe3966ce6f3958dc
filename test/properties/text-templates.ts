import type { Template, World } from "./program-world.ts";

/**
 * What programs can be about beside plain Python: a library, or a part of the language. Statements are texts with holes:
 * `<frame>` is a name that holds a frame (`<frame2>` perhaps another one), `<+frame>` a name that holds one afterwards,
 * `<~frame>` a name that what is bound here needs when it is called, `<-frame>` a name that goes, `<n>` a digit.
 */
export interface Subject {
  readonly name: string;
  /** Modules that must be installed. */
  readonly modules: readonly string[];
  readonly imports: string;
  /** Statements that make what others need, by kind. */
  readonly makers: Readonly<Record<string, readonly string[]>>;
  readonly uses: readonly string[];
}

const plainMakers: Subject["makers"] = {
  int: ["<+int> = <n>"],
  str: ['<+str> = "n<n>"'],
  list: ["<+list> = [3, 1, <n>]"],
  dict: ['<+dict> = {"k": <n>, "m": 2}'],
  nested: ["<+nested> = [[<n>, 1], [2]]"],
  array: ["<+array> = np.arange(6.0)"],
};
const functionMakers = [
  "def <+function>(n):\n    return n * 2 + <n>",
  "def <+function>(n):\n    return n + <~int>",
  "<+function> = lambda n: n - <~int>",
];
const hole = /<([+~-]?)([a-zA-Z]+)(\d?)>/g;
const kindsOfCode = new Set(
  "function cached counted summing described manager changer loud setter drawer worker accessor shown quiet".split(" "),
);

/** A statement as a template: where something that it needs is not there, the statement that makes it. */
export function textTemplate(text: string, makers: Subject["makers"]): Template {
  return (world) => fill(world, text, { ...plainMakers, function: functionMakers, ...makers }, 0);
}

/** All statements of a subject. */
export function subjectTemplates(subject: Subject): readonly Template[] {
  return [...Object.values(subject.makers).flat(), ...subject.uses].map((text) => textTemplate(text, subject.makers));
}

/** The modules of several subjects, each once. */
export function modulesOf(subjects: readonly Subject[]): readonly string[] {
  return [...new Set(subjects.flatMap((subject) => subject.modules))];
}

/** The subjects that have all their modules. */
export function installedSubjects(subjects: readonly Subject[], installed: readonly string[]): readonly Subject[] {
  return subjects.filter(({ modules }) => modules.every((name) => installed.includes(name)));
}

function fill(world: World, text: string, makers: Subject["makers"], depth: number): string | null {
  const names = new Map<string, string>();
  const needs = new Map<string, string>();
  for (const [label, sign, kind, other] of holesOf(text)) {
    if (kind === "n" || sign === "+") continue;
    const name = world.find(kind);
    if (name === null) return make(world, kind, makers, depth);
    if (other !== "" && names.get(label.replace(/\d>$/, ">")) === name && world.number(2) === 0) return null;
    names.set(label, name);
    if (sign === "~") needs.set(name, kind);
  }
  const taken = new Set(names.values());
  for (const [label, sign, kind] of holesOf(text)) {
    if (sign !== "+" || names.has(label)) continue;
    const name = kindsOfCode.has(kind) ? codeName(world, kind) : world.variable();
    if (taken.has(name)) return null;
    taken.add(name);
    names.set(label, name);
  }
  bindNames(world, text, names, needs);
  return text.replace(hole, (label, _sign, kind) =>
    kind === "n" ? String(world.number(9)) : (names.get(label) ?? ""),
  );
}

/** Only functions of one kind share names: a name that is a value first and a function then is not compared well. */
function codeName(world: World, kind: string): string {
  return kind === "function" ? world.functionName() : `${kind}_${world.functionName()}`;
}

function bindNames(
  world: World,
  text: string,
  names: ReadonlyMap<string, string>,
  needs: ReadonlyMap<string, string>,
): void {
  for (const [label, sign, kind] of holesOf(text)) {
    const name = names.get(label);
    if (name === undefined) continue;
    if (sign === "-") world.names.delete(name);
    if (sign === "+") world.bind(name, needs.size > 0 ? { kind, needs } : { kind });
  }
}

function make(world: World, kind: string, makers: Subject["makers"], depth: number): string | null {
  const texts = makers[kind];
  if (texts === undefined || depth > 3) return null;
  return fill(world, texts[world.number(texts.length)] as string, makers, depth + 1);
}

function holesOf(text: string): readonly (readonly [label: string, sign: string, kind: string, other: string])[] {
  return [...text.matchAll(hole)].map(([label, sign = "", kind = "", other = ""]) => [label, sign, kind, other]);
}
