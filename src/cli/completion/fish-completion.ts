import type { CompletedCommand, CompletedOption } from "./completed-command.ts";

/** A script for fish 3 and later that completes a program. */
export function fishCompletion(program: CompletedCommand): string {
  return `# fish completion of ${program.name}\n${completions(program, []).join("\n")}\n`;
}

function completions(command: CompletedCommand, path: readonly string[], program = command.name): readonly string[] {
  const { options, choices, commands } = command;
  const here = condition(command, path);
  const complete = `complete -c ${program} -n ${quoted(here)}`;
  return [
    ...commands.map(({ name, description }) => `${complete} -f -a ${name} -d ${quoted(description)}`),
    ...(choices.length === 0 ? [] : [`${complete} -f -a ${quoted(choices.join(" "))}`]),
    ...options.map((option) => `${complete} ${optionWords(option)}`),
    ...commands.flatMap((below) => completions(below, [...path, below.name], program)),
  ];
}

/** True where the words before the cursor lead to this command and to none below it. */
function condition({ commands }: CompletedCommand, path: readonly string[]): string {
  const seen = path.map((name) => `__fish_seen_subcommand_from ${name}`);
  const names = commands.map(({ name }) => name).join(" ");
  return [...seen, ...(names === "" ? [] : [`not __fish_seen_subcommand_from ${names}`])].join("; and ") || "true";
}

function optionWords({ flags, takesValue, choices, description }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const value = choices.length > 0 ? ` -x -a ${quoted(choices.join(" "))}` : takesValue ? " -r" : "";
  return `${names.join(" ")}${value} -d ${quoted(description)}`;
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}
