import type { Magic } from "../facts.ts";
import { emitCellMagic, emitForeign } from "./ipython/emit-cell-magic.ts";
import { emitHiddenNames } from "./ipython/emit-hidden-names.ts";
import { emitDirectory, emitDropped, emitEnvironment, emitTimed, noValue } from "./ipython/emit-session.ts";
import { emitAlias, emitCaptured, emitInstall, emitShell, emitShellCapture } from "./ipython/emit-shell.ts";
import {
  type EmitContext,
  type EmittedMagic,
  emitted,
  emittedValue,
  magicDiagnostic,
  namesIn,
} from "./ipython/emitted-magic.ts";
import { type LineRole, lineRole } from "./ipython/magic-names.ts";
import { parseCommand } from "./ipython/parse-command.ts";

export type { EmitContext, EmittedMagic } from "./ipython/emitted-magic.ts";

type Emitter = (magic: Magic, context: EmitContext) => EmittedMagic;

const forms: Record<Magic["form"], Emitter> = {
  line: emitLineMagic,
  cell: emitCellMagic,
  shell: emitShell,
  help: () => emitted({ dropped: "shows help" }),
  prompt: () => emitted({}),
  quote: emitQuote,
};

const roles: Record<LineRole, Emitter> = {
  statement: emitTimed,
  isolated: emitTimed,
  setting: (magic, context) => emitDropped(magic, context, "setting"),
  information: (magic, context) => emitDropped(magic, context, "information"),
  interactive: (magic, context) => emitDropped(magic, context, "interactive"),
  install: emitInstall,
  shell: emitSystem,
  directory: emitDirectory,
  environment: emitEnvironment,
  namespace: emitHiddenNames,
  foreign: emitForeign,
};

/**
 * Plain Python that does what a magic, shell command or quoting form does, for a program that runs without IPython.
 * Lines after the first are indented by `indent`. What has no place in a program is dropped with a reason, what can't
 * be converted gives a diagnostic (CW301 to CW310) and no code.
 */
export function emitMagic(magic: Magic, context: EmitContext, indent = ""): EmittedMagic {
  const result = forms[magic.form](magic, context);
  return { ...result, code: result.code?.replaceAll("\n", `\n${indent}`) ?? null };
}

function emitLineMagic(magic: Magic, context: EmitContext): EmittedMagic {
  const name = magic.name ?? "";
  const role = lineRole(name);
  if (role !== null) return roles[role](magic, context);
  if (name.startsWith("%")) return emitMisplaced(magic, context);
  if (magic.target !== undefined) return noValue(magic, context);
  const message = `\`%${name}\` is a magic of an extension: what it does is not known outside of IPython.`;
  const hint = "Write what it does as plain Python, or remove the line.";
  const diagnostics = [magicDiagnostic(magic, context, { code: "CW303", severity: "warning", message, hint })];
  return emitted({ dropped: "a magic of an extension of IPython", diagnostics });
}

function emitMisplaced(magic: Magic, context: EmitContext): EmittedMagic {
  const message = `\`%${magic.name}\` is not on the first line of its cell: the notebook stops here with an error.`;
  const hint = "Move it to the first line, above all comments, or into a cell of its own.";
  return emitted({
    diagnostics: [magicDiagnostic(magic, context, { code: "CW305", severity: "error", message, hint })],
  });
}

function emitSystem(magic: Magic, context: EmitContext): EmittedMagic {
  if (magic.name === "sx" || magic.name === "system") return emitCaptured(magic, context);
  if (magic.name === "sc") return emitShellCapture(magic, context);
  if (magic.name === "man") return emitted({ dropped: "shows a manual page" });
  return emitAlias(magic, context);
}

function emitQuote(magic: Magic): EmittedMagic {
  const python = parseCommand(`${magic.name}${magic.arguments}`)?.python ?? null;
  return python === null ? emitted({}) : emittedValue(magic, python, { uses: namesIn(python) });
}
