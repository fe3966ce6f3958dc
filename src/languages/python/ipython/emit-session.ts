import type { Magic } from "../../facts.ts";
import {
  type EmitContext,
  type EmittedMagic,
  emitted,
  emittedValue,
  fillTemplate,
  magicDiagnostic,
  namesIn,
} from "./emitted-magic.ts";
import { optionsLength } from "./magic-names.ts";
import { pythonString } from "./python-literal.ts";
import { measurements, timedCall } from "./timed-call.ts";

const imports = ["import os"];

/** `%cd folder`, `%pushd folder`. */
export function emitDirectory(magic: Magic, context: EmitContext): EmittedMagic {
  const text = magic.arguments.replace(/^-q(?:\s+|$)/, "").trim();
  if (magic.name === "popd" || /^-/.test(text)) {
    const message = `\`%${magic.name} ${text}\` goes back to a folder that only the notebook's session remembers.`;
    const hint = "Name the folder: `%cd folder`.";
    return emitted({
      diagnostics: [magicDiagnostic(magic, context, { code: "CW306", severity: "error", message, hint })],
    });
  }
  if (text === "") return emitted({ code: 'os.chdir(os.path.expanduser("~"))', imports });
  const folder = text.replace(/^(["'])(.*)\1$/s, "$2");
  const { code, uses } = fillTemplate(folder, context);
  const expands = /^[~{$]/.test(folder);
  return emitted({ code: `os.chdir(${expands ? `os.path.expanduser(${code})` : code})`, imports, uses });
}

/** `%env NAME=value`, `%env NAME value`, `%env NAME`. */
export function emitEnvironment(magic: Magic, context: EmitContext): EmittedMagic {
  const text = magic.arguments;
  const split = text.includes("=") ? text.indexOf("=") : text.indexOf(" ");
  if (text === "") {
    if (magic.target !== undefined) return emittedValue(magic, "dict(os.environ)", { imports });
    return emitted({ dropped: "shows the variables of the environment" });
  }
  if (split === -1) return emittedValue(magic, `os.environ[${pythonString(text)}]`, { imports });
  const { code, uses } = fillTemplate(text.slice(split + 1).trim(), context);
  return emitted({ code: `os.environ[${pythonString(text.slice(0, split).trim())}] = ${code}`, imports, uses });
}

const settingReasons: Record<string, string> = {
  matplotlib: "figures are saved by the project",
  config: "sets up the notebook's display",
  load_ext: "loads an extension of IPython",
  reload_ext: "loads an extension of IPython",
  unload_ext: "unloads an extension of IPython",
  autoreload: "a step imports its modules afresh",
  aimport: "a step imports its modules afresh",
  precision: "sets how the notebook shows numbers",
};

/** Magics about the session itself, which a program has no use for. */
export function emitDropped(
  magic: Magic,
  context: EmitContext,
  role: "setting" | "information" | "interactive",
): EmittedMagic {
  const name = magic.name ?? "";
  if (name === "pwd") return emittedValue(magic, "os.getcwd()", { imports });
  if (magic.target !== undefined) return noValue(magic, context);
  const reasons = {
    setting: settingReasons[name] ?? "sets up the notebook's session",
    information: "shows something about the notebook's session",
    interactive: "needs a person at the notebook",
  };
  return emitted({ dropped: reasons[role] });
}

/** `x = %magic` with a magic whose value nothing outside of IPython gives. */
export function noValue(magic: Magic, context: EmitContext): EmittedMagic {
  const message = `\`${magic.target}\` takes the value of \`%${magic.name}\`, which only IPython has.`;
  const hint = `Give \`${magic.target}\` its value with plain Python.`;
  return emitted({
    diagnostics: [magicDiagnostic(magic, context, { code: "CW302", severity: "error", message, hint })],
  });
}

/** `%time`, `%timeit`, `%prun`, ...: the statement is the program's, the measurement is not. */
export function emitTimed(magic: Magic, context: EmitContext): EmittedMagic {
  const name = magic.name ?? "";
  if (magic.target !== undefined && name === "timeit") return emitTimings(magic, context);
  if (magic.target !== undefined && name !== "time") return noValue(magic, context);
  if (name !== "timeit") return emitted({ keepsStatement: true, dropped: "measures the code in the notebook" });
  const sign = magic.form === "cell" ? "%%" : "%";
  const { number } = measurements(magic.arguments.slice(0, optionsLength(name, magic.arguments)));
  const often = number === null ? "once" : "as often";
  const message = `\`${sign}timeit\` runs code many times to measure it; the pipeline runs it ${often} where it changes something, and leaves it out elsewhere.`;
  const hint = number === null ? { hint: "Say how often with `-n` and `-r` if it matters." } : {};
  const diagnostics = [magicDiagnostic(magic, context, { code: "CW304", severity: "info", message, ...hint })];
  return emitted({ dropped: "measures the code in the notebook", diagnostics });
}

/** `x = %timeit -o f()`. */
function emitTimings(magic: Magic, context: EmitContext): EmittedMagic {
  const call = timedCall(magic.arguments);
  if (call === null) return noValue(magic, context);
  const code = `timeit_result(${[`lambda: ${call.expression}`, ...call.options].join(", ")})`;
  return emittedValue(magic, code, { needs: ["timeit_result"], uses: namesIn(call.expression) });
}
