import type { Magic } from "../../facts.ts";
import { type EmitContext, type EmittedMagic, emitted, magicDiagnostic } from "./emitted-magic.ts";

const pylabImports = ["import numpy as np", "import matplotlib.pyplot as plt", "from pylab import *"];

interface Advice {
  readonly severity: "error" | "warning";
  readonly why: string;
  readonly hint: string;
  /** Code that does the same, when there is some. */
  readonly code?: string;
}

/** Magics that bind, change or remove names in ways that the notebook's text does not show. */
export function emitHiddenNames(magic: Magic, context: EmitContext): EmittedMagic {
  const { severity, why, hint, code } = adviceFor(magic.name ?? "", magic.arguments);
  const message = `\`%${magic.name} ${magic.arguments}`.trimEnd().concat(`\` ${why}.`);
  const replacement = code === undefined ? {} : { replacement: { title: "Write it as plain Python", text: code } };
  const diagnostics = [magicDiagnostic(magic, context, { code: "CW301", severity, message, hint, ...replacement })];
  if (magic.name === "pylab")
    return emitted({
      imports: pylabImports,
      requirements: ["numpy", "matplotlib"],
      dropped: "its imports are made by name",
      diagnostics,
    });
  const dropped = severity === "warning" && code === undefined ? why : null;
  return emitted({ code: code ?? null, dropped, diagnostics });
}

function adviceFor(name: string, args: string): Advice {
  const target = args.split(/\s+/).filter((word) => word !== "" && !word.startsWith("-"));
  switch (name) {
    case "pylab":
      return {
        severity: "warning",
        why: "imports all names of numpy and pylab",
        hint: "Import the names you use.",
        code: pylabImports.join("\n"),
      };
    case "xdel":
      return {
        severity: "warning",
        why: "removes a name and what the session keeps of its value",
        hint: `Write \`del ${target.join(" ")}\`.`,
        ...(target.length === 1 ? { code: `del ${target[0]}` } : {}),
      };
    case "run":
      return runAdvice(target[0] ?? "the file");
    case "load":
    case "loadpy":
      return loadAdvice;
    case "store":
      return storeAdvice(args, target);
    case "reset":
    case "reset_selective":
      return {
        severity: "error",
        why: "removes names that it does not list",
        hint: "Remove the line: each step starts with its inputs only. Where a name must go, write `del name`.",
      };
    default:
      return {
        severity: "error",
        why: "runs or keeps code from the session's history",
        hint: "Write the code itself into the cell.",
      };
  }
}

const loadAdvice: Advice = {
  severity: "warning",
  why: "puts the text of a file into the notebook and runs nothing",
  hint: "Put the text itself into the cell, or remove the line.",
};

function runAdvice(file: string): Advice {
  const why = "binds the names of another file, which this notebook does not show";
  const module = /^(?:.*\/)?(?<name>[A-Za-z_]\w*)(?:\.py)?$/.exec(file)?.groups?.name;
  const hint =
    module === undefined
      ? "Put the code that you need from it into cells of this notebook."
      : `Import what you use (\`from ${module} import name\`), or put its code into a cell.`;
  return { severity: "error", why, hint };
}

function storeAdvice(args: string, names: readonly string[]): Advice {
  if (/(^|\s)-r\b/.test(args)) {
    return {
      severity: "error",
      why: "takes values that another notebook stored in IPython's database",
      hint: "Read them from a file.",
    };
  }
  return {
    severity: "warning",
    why: "keeps values in IPython's database",
    hint: `Write ${names.length === 0 ? "them" : `\`${names.join("`, `")}\``} to a file if another notebook needs them.`,
  };
}
