import type { Magic } from "../../facts.ts";
import { emitTimed } from "./emit-session.ts";
import { emitCaptured } from "./emit-shell.ts";
import {
  type DisplayFunction,
  type EmitContext,
  type EmittedMagic,
  emitted,
  fillTemplate,
  magicDiagnostic,
} from "./emitted-magic.ts";
import { type CellRole, cellRole } from "./magic-names.ts";
import { pythonString, pythonText } from "./python-literal.ts";
import { shellWords } from "./shell-words.ts";

type Emitter = (magic: Magic, context: EmitContext) => EmittedMagic;

const emitters: Record<CellRole, Emitter> = {
  statement: emitTimed,
  isolated: emitTimed,
  capture: emitCapture,
  script: emitScript,
  shell: emitCaptured,
  file: emitFile,
  show: emitShow,
  foreign: emitForeign,
};

/** Plain Python for a `%%magic`: in the place of its body, or around it. */
export function emitCellMagic(magic: Magic, context: EmitContext): EmittedMagic {
  const role = cellRole(magic.name ?? "");
  if (role !== null) return emitters[role](magic, context);
  const message = `\`%%${magic.name}\` is a magic of an extension: what it does with the cell is not known outside of IPython.`;
  const hint = "Write what it does as plain Python.";
  return emitted({
    diagnostics: [magicDiagnostic(magic, context, { code: "CW303", severity: "error", message, hint })],
  });
}

/** `%%capture out`: IPython's own way to take what a cell prints and shows. */
function emitCapture(magic: Magic): EmittedMagic {
  const words = shellWords(magic.arguments);
  const off = ["stdout", "stderr", "display"].flatMap((part) =>
    words.includes(`--no-${part}`) ? [`${part}=False`] : [],
  );
  const target = words.find((word) => !word.startsWith("-"));
  const open = `with capture_output(${off.join(", ")})${target === undefined ? "" : ` as ${target}`}:`;
  const imports = ["from IPython.utils.capture import capture_output"];
  return emitted({ keepsStatement: true, wrap: { open, after: null }, imports, requirements: ["ipython"] });
}

/** `%%bash`, `%%script program`: the body goes to the program's standard input; a failing program fails the cell. */
function emitScript(magic: Magic, context: EmitContext): EmittedMagic {
  const options = new Map<string, string>();
  const words: string[] = [];
  const given = shellWords(magic.arguments.replace(/(--(?:out|err|proc))=/g, "$1 "));
  for (let index = 0; index < given.length; index++) {
    const word = given[index] as string;
    if (["--out", "--err", "--proc"].includes(word)) options.set(word, given[++index] ?? "");
    else if (["--bg", "--no-raise-error"].includes(word)) options.set(word, "");
    else words.push(word);
  }
  if (options.has("--bg") || options.has("--proc")) return background(magic, context);
  const program = magic.name === "script" ? [] : [magic.name as string];
  const filled = [...program, ...words].map((word) => fillTemplate(word, context));
  const isPython = /^python3?$/.test([...program, ...words][0] ?? "");
  const command = filled.map(({ code }, index) => (index === 0 && isPython ? "sys.executable" : code));
  const imports = ["import subprocess", ...(isPython ? ["import sys"] : [])];
  const uses = filled.flatMap((word) => word.uses);
  return emitted({ code: scriptCall(command, magic.foreignBody ?? "", options), imports, uses });
}

function scriptCall(command: readonly string[], body: string, options: ReadonlyMap<string, string>): string {
  const out = options.get("--out");
  const err = options.get("--err");
  const pipes = [...(out === undefined ? [] : ["stdout"]), ...(err === undefined ? [] : ["stderr"])];
  const args = [
    `[${command.join(", ")}]`,
    `input=${pythonText(body === "" ? "\n" : body)}`,
    ...pipes.map((stream) => `${stream}=subprocess.PIPE`),
    "text=True",
    `check=${options.has("--no-raise-error") ? "False" : "True"}`,
  ];
  const call = `subprocess.run(\n${args.map((arg) => `    ${arg.replaceAll("\n", "\n    ")},\n`).join("")})`;
  if (pipes.length === 0) return call;
  const results = [
    ...(out === undefined ? [] : [`${out} = _script.stdout`]),
    ...(err === undefined ? [] : [`${err} = _script.stderr`]),
  ];
  return [`_script = ${call}`, ...results].join("\n");
}

function background(magic: Magic, context: EmitContext): EmittedMagic {
  const message = `\`%%${magic.name} ${magic.arguments}\` leaves a program running beside the notebook; a step ends with its process.`;
  const hint = "Run the program to its end (without `--bg`), or start it outside of the pipeline.";
  return emitted({
    diagnostics: [magicDiagnostic(magic, context, { code: "CW310", severity: "error", message, hint })],
  });
}

function emitFile(magic: Magic, context: EmitContext): EmittedMagic {
  const words = shellWords(magic.arguments);
  const append = words.some((word) => word === "-a" || word === "--append");
  const name = words.find((word) => !word.startsWith("-")) ?? "";
  const { code: text, uses } = fillTemplate(name, context);
  const body = pythonText(magic.foreignBody ?? "");
  const code = `write_file(${text}, ${body}${append ? ", append=True" : ""})`;
  return emitted({ code, needs: ["write_file"], uses });
}

const displayFunctions: Record<string, DisplayFunction> = { js: "javascript", HTML: "html", SVG: "svg" };

function emitShow(magic: Magic): EmittedMagic {
  const name = magic.name as string;
  const show = displayFunctions[name] ?? (name as DisplayFunction);
  return emitted({ code: `${show}(${pythonText(magic.foreignBody ?? "")})`, needs: [show] });
}

/** SQL, R, C: nothing in the project can run it. */
export function emitForeign(magic: Magic, context: EmitContext): EmittedMagic {
  const sign = magic.form === "cell" ? "%%" : "%";
  const message = `\`${sign}${magic.name}\` runs another language, which can't be converted.`;
  const hint = foreignHints[magic.name ?? ""] ?? "Do the work in Python, or keep this cell out of the pipeline.";
  return emitted({
    diagnostics: [magicDiagnostic(magic, context, { code: "CW302", severity: "error", message, hint })],
  });
}

const foreignHints: Record<string, string> = {
  sql: `Query with Python: \`pandas.read_sql(${pythonString("select ...")}, connection)\`.`,
  bigquery: "Query with Python: `google.cloud.bigquery.Client().query(...).to_dataframe()`.",
  R: "Run the R code as a script of its own and exchange files, or write it in Python.",
  cython: "Put the Cython code into a module of a package that is built, and import it.",
};
