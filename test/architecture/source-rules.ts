import { type JSDocableNode, Node, type SourceFile, SyntaxKind, VariableDeclarationKind } from "ts-morph";
import { generatedFiles, ownersByPackage, roomsByName, topLevelFiles } from "./rooms.ts";

/** One breach of the rules of `src`. */
export interface Breach {
  readonly rule: string;
  readonly message: string;
}

/** Source files of `src`, by path below `src` with `/`. */
export type Sources = ReadonlyMap<string, SourceFile>;

interface ModuleReference {
  readonly specifier: string;
  readonly typesOnly: boolean;
  /** Loaded when the code is reached, not when the file is. */
  readonly isLazy?: boolean;
}

const longestFile = 300;
const emptyNames = /^(utils?|helpers?|misc|common)$/;

/** Everything that breaks a rule in `sources`, in the order of files. */
export function findBreaches(sources: Sources): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const [path, file] of sources) {
    const report = (rule: string, message: string): void =>
      void breaches.push({ rule, message: `${path}: ${message}` });
    for (const reference of referencesOf(file)) checkReference(path, reference, sources, report);
    checkName(path, report);
    if (!generatedFiles.includes(path)) checkText(file, report);
  }
  const graph = new Map([...sources].map(([path, file]) => [path, localTargets(path, file, sources)]));
  for (const cycle of findCycles(graph)) breaches.push({ rule: "cycle", message: cycle.join(" -> ") });
  return breaches;
}

type Report = (rule: string, message: string) => void;

/** Imports of all forms, re-exports, `import("x")` in code and in types. */
function referencesOf(file: SourceFile): readonly ModuleReference[] {
  const references: ModuleReference[] = [];
  for (const declaration of file.getImportDeclarations()) {
    const typesOnly = declaration.isTypeOnly() || onlyTypeSpecifiers(declaration.getNamedImports());
    references.push({ specifier: declaration.getModuleSpecifierValue(), typesOnly });
  }
  for (const declaration of file.getExportDeclarations()) {
    const specifier = declaration.getModuleSpecifierValue();
    const typesOnly = declaration.isTypeOnly() || onlyTypeSpecifiers(declaration.getNamedExports());
    if (specifier !== undefined) references.push({ specifier, typesOnly });
  }
  for (const call of file.getDescendantsOfKind(SyntaxKind.CallExpression)) {
    const [argument] = call.getArguments();
    const isImport = call.getExpression().getKind() === SyntaxKind.ImportKeyword;
    if (isImport && Node.isStringLiteral(argument)) {
      references.push({ specifier: argument.getLiteralValue(), typesOnly: false, isLazy: true });
    }
  }
  for (const type of file.getDescendantsOfKind(SyntaxKind.ImportType)) {
    references.push({ specifier: type.getArgument().getText().slice(1, -1), typesOnly: true });
  }
  return references;
}

function onlyTypeSpecifiers(specifiers: readonly { isTypeOnly(): boolean }[]): boolean {
  return specifiers.length > 0 && specifiers.every((specifier) => specifier.isTypeOnly());
}

function checkReference(path: string, reference: ModuleReference, sources: Sources, report: Report): void {
  const room = roomOf(path);
  const target = resolve(path, reference.specifier);
  if (!reference.specifier.startsWith(".")) {
    if (room !== null) checkPackage(room, packageOf(reference.specifier), report);
  } else if (!sources.has(target) && !target.endsWith(".json")) {
    report("unresolved", `imports ${reference.specifier}, which is no file of src`);
  } else if (room !== null && room !== roomOf(target) && !mayImport(room, roomOf(target), reference.typesOnly)) {
    report("room", `room ${room} may not import ${reference.typesOnly ? "types of " : ""}${target}`);
  }
}

function mayImport(room: string, target: string | null, typesOnly: boolean): boolean {
  const allowed = roomsByName[room];
  if (target === null) return room === "cli";
  if (allowed === undefined) return false;
  return allowed.rooms.includes(target) || (typesOnly && (allowed.types?.includes(target) ?? false));
}

function checkPackage(room: string, name: string, report: Report): void {
  const owners = ownersByPackage[name];
  if (owners === undefined) report("package", `imports ${name}, which has no owner`);
  else if (!owners.includes(room)) report("package", `imports ${name}, which only ${owners.join(", ")} may`);
}

function checkName(path: string, report: Report): void {
  const parts = path.replace(/\.ts$/, "").split("/");
  const empty = parts.find((part) => emptyNames.test(part));
  if (empty !== undefined) report("name", `"${empty}" says nothing`);
  const isKnown = parts.length === 1 ? topLevelFiles.includes(path) : Object.hasOwn(roomsByName, parts[0] ?? "");
  if (!isKnown) report("room", "belongs to no room");
}

function checkText(file: SourceFile, report: Report): void {
  const lines = file.getFullText().trimEnd().split("\n").length;
  if (lines > longestFile) report("length", `${lines} lines, ${longestFile} at most`);
  if (file.getDefaultExportSymbol() !== undefined) report("default-export", "has a default export");
  for (const statement of file.getVariableStatements()) {
    if (statement.getDeclarationKind() === VariableDeclarationKind.Const) continue;
    report("module-state", `module state: ${statement.getText().split("\n")[0]}`);
  }
  for (const [name, node] of exportedNodes(file)) {
    if (node.getJsDocs().length === 0) report("docstring", `${name} has no docstring`);
  }
}

/** What other files can name, and the public methods of exported classes. */
function* exportedNodes(file: SourceFile): Generator<readonly [string, JSDocableNode]> {
  for (const statement of file.getStatements()) {
    if (!Node.isExportable(statement) || !statement.isExported() || !Node.isJSDocable(statement)) continue;
    if (Node.isFunctionDeclaration(statement) && statement.isOverload()) continue;
    if (Node.isVariableStatement(statement)) {
      yield [
        statement
          .getDeclarations()
          .map((each) => each.getName())
          .join(", "),
        statement,
      ];
    } else if (Node.isNamed(statement) || Node.isNameable(statement)) {
      yield [statement.getName() ?? "default", statement];
    }
    if (!Node.isClassDeclaration(statement)) continue;
    for (const method of statement.getMethods()) {
      const isPublic = method.getScope() === "public" && !method.getName().startsWith("#");
      if (isPublic && !method.isOverload()) yield [`${statement.getName()}.${method.getName()}`, method];
    }
  }
}

/** Packages that are loaded as soon as the file at `path` is, each with one chain of files that leads to it. */
export function packagesLoadedBy(path: string, sources: Sources): ReadonlyMap<string, readonly string[]> {
  const chains = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  const visit = (at: string, chain: readonly string[]): void => {
    const file = sources.get(at);
    if (file === undefined || seen.has(at)) return;
    seen.add(at);
    for (const { specifier, typesOnly, isLazy } of referencesOf(file)) {
      if (typesOnly || isLazy) continue;
      if (specifier.startsWith(".")) visit(resolve(at, specifier), [...chain, at]);
      else if (!chains.has(packageOf(specifier))) chains.set(packageOf(specifier), [...chain, at]);
    }
  };
  visit(path, []);
  return chains;
}

function localTargets(path: string, file: SourceFile, sources: Sources): readonly string[] {
  const local = referencesOf(file).filter((reference) => reference.specifier.startsWith("."));
  return local.map((reference) => resolve(path, reference.specifier)).filter((target) => sources.has(target));
}

/** One cycle for each file that lies on one and was on none before. */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (node: string): void => {
    const at = trail.indexOf(node);
    if (at !== -1) cycles.push([...trail.slice(at), node]);
    if (at !== -1 || done.has(node)) return;
    trail.push(node);
    for (const target of graph.get(node) ?? []) visit(target);
    trail.pop();
    done.add(node);
  };
  for (const node of graph.keys()) visit(node);
  return cycles;
}

function roomOf(path: string): string | null {
  const [first = "", ...rest] = path.split("/");
  return rest.length === 0 ? null : first;
}

function packageOf(specifier: string): string {
  const bare = specifier.replace(
    /^(?!node:)(fs|path|os|child_process|crypto|url|util|module|process)(?=\/|$)/,
    "node:$1",
  );
  return bare.split("/", bare.startsWith("@") ? 2 : 1).join("/");
}

function resolve(from: string, specifier: string): string {
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}
