import type { Magic } from "../../facts.ts";
import {
  type EmitContext,
  type EmittedMagic,
  emitted,
  emittedValue,
  fillTemplate,
  magicDiagnostic,
} from "./emitted-magic.ts";
import { type InstallRequest, installRequest } from "./install-request.ts";
import { shellCommands, shellWords } from "./shell-words.ts";

const imports = ["import subprocess"];

/** `!command` and `x = !command`. */
export function emitShell(magic: Magic, context: EmitContext): EmittedMagic {
  const install = installRequest(magic.arguments);
  const installed = install === null ? {} : installFields(install, magic, context);
  if (install?.only === true && magic.target === undefined) return emitted(installed);
  const { code, uses } = fillTemplate(magic.arguments, context);
  const diagnostics = [...(installed.diagnostics ?? []), ...lostChange(magic, context)];
  const fields = {
    uses,
    requirements: installed.requirements ?? [],
    systemPackages: installed.systemPackages ?? [],
    diagnostics,
  };
  if (magic.target !== undefined)
    return emittedValue(magic, `shell_lines(${code})`, { ...fields, needs: ["shell_lines"] });
  return emitted({ ...fields, code: `run_shell(${code})`, needs: ["run_shell"] });
}

/** `!!command`, `%sx command`: the lines that the command writes are the value. */
export function emitCaptured(magic: Magic, context: EmitContext): EmittedMagic {
  const { code, uses } = fillTemplate(magic.foreignBody ?? magic.arguments, context);
  return emittedValue(magic, `shell_lines(${code})`, { needs: ["shell_lines"], uses });
}

/** `%sc name=command`. */
export function emitShellCapture(magic: Magic, context: EmitContext): EmittedMagic {
  const found = /^(?<options>(?:-\w+\s+)*)(?<name>\w+)\s*=\s*(?<command>.*)$/s.exec(magic.arguments)?.groups;
  const { code, uses } = fillTemplate(found?.command ?? magic.arguments, context);
  const value = captured(code) + (/l/.test(found?.options ?? "") ? ".splitlines()" : "");
  return emitted({ code: found === undefined ? value : `${found.name} = ${value}`, expression: value, imports, uses });
}

const listings: Record<string, string> = {
  ls: "ls -F",
  ll: "ls -F -o",
  lf: "ls -F -o {} | grep ^-",
  lk: "ls -F -o {} | grep ^l",
  ldir: "ls -F -o {} | grep /$",
  lx: "ls -F -o {} | grep ^-..x",
  less: "cat",
  more: "cat",
};

/** `%ls`, `%mkdir x`, ...: names that IPython has for commands of the system. */
export function emitAlias(magic: Magic, context: EmitContext): EmittedMagic {
  const name = magic.name ?? "";
  const pattern = listings[name] ?? name;
  const command = pattern.includes("{}")
    ? pattern.replace("{}", magic.arguments)
    : `${pattern} ${magic.arguments}`.trim();
  return emitShell({ ...magic, arguments: command }, context);
}

/** `%pip install x` and its kin. */
export function emitInstall(magic: Magic, context: EmitContext): EmittedMagic {
  const command = `${magic.name} ${magic.arguments}`;
  const install = installRequest(command);
  if (install !== null) return emitted(installFields(install, magic, context));
  if (/^(?:uninstall|remove)\b/.test(magic.arguments))
    return emitted({ dropped: "packages are the environment's business" });
  return emitShell({ ...magic, arguments: command }, context);
}

function installFields(install: InstallRequest, magic: Magic, context: EmitContext): Partial<EmittedMagic> {
  const { requirements, systemPackages, unread } = install;
  const diagnostics = [];
  if (unread.length > 0) {
    const message = `What ${unread.map((text) => `\`${text}\``).join(", ")} installs can't be seen in the notebook.`;
    const hint = "Name the packages themselves, or add them to the project's dependencies.";
    diagnostics.push(magicDiagnostic(magic, context, { code: "CW308", severity: "warning", message, hint }));
  }
  if (systemPackages.length > 0) {
    const message = `Installs packages of the operating system (${systemPackages.join(", ")}), which a step can't.`;
    const hint = "Install them where the pipeline runs, for example in its Dockerfile.";
    diagnostics.push(magicDiagnostic(magic, context, { code: "CW309", severity: "warning", message, hint }));
  }
  return { dropped: "packages are installed with the project", requirements, systemPackages, diagnostics };
}

/** A directory change or variable set in a command's own shell is gone when the command ends, in the notebook too. */
function lostChange(magic: Magic, context: EmitContext): EmittedMagic["diagnostics"] {
  const commands = shellCommands(magic.arguments);
  const [word, argument] = shellWords(commands[0] ?? "");
  if (commands.length !== 1 || (word !== "cd" && word !== "export" && word !== "source")) return [];
  const message = `\`!${word}\` changes nothing: the shell it runs in ends with it.`;
  const wanted = word === "cd" ? `%cd ${argument ?? ""}` : `%env ${argument ?? ""}`;
  const hint =
    word === "source"
      ? "Remove the line."
      : `Write \`${wanted.trim()}\` if the change is wanted, else remove the line.`;
  return [magicDiagnostic(magic, context, { code: "CW307", severity: "info", message, hint })];
}

/** IPython takes both streams as one text. */
function captured(command: string): string {
  return `subprocess.run(${command}, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout`;
}
