import type { Command, Option } from "commander";

/** An option as shells complete it. */
export interface CompletedOption {
  /** `-o`, `--output`: those that there are. */
  readonly flags: readonly string[];
  readonly takesValue: boolean;
  /** The only values; empty: files are offered. */
  readonly choices: readonly string[];
  readonly isRepeated: boolean;
  readonly description: string;
}

/** A command as shells complete it. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** The values of the first argument when there are only some; empty: files are offered. */
  readonly choices: readonly string[];
  readonly commands: readonly CompletedCommand[];
}

/** What there is to complete, read from the program itself, so that nothing is missing and nothing too much. */
export function completedCommand(command: Command): CompletedCommand {
  const help = command.createHelp();
  return {
    name: command.name(),
    description: firstWords(command.description()),
    options: help.visibleOptions(command).map(completedOption),
    choices: command.registeredArguments[0]?.argChoices ?? [],
    commands: help.visibleCommands(command).map((below) => ({
      ...completedCommand(below),
      ...(below.name() === "help" && { choices: command.commands.map((one) => one.name()) }),
    })),
  };
}

function completedOption(option: Option): CompletedOption {
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined),
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
    isRepeated: option.variadic,
    description: firstWords(option.description),
  };
}

/** Shells show one line; what follows the first colon, semicolon or parenthesis is for readers of the help. */
function firstWords(description: string): string {
  return description.split(/[:;(]/, 1)[0]?.trim() ?? "";
}
