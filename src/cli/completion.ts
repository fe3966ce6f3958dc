import { Argument, type Command } from "commander";
import { bashCompletion } from "./completion/bash-completion.ts";
import { completedCommand } from "./completion/completed-command.ts";
import { fishCompletion } from "./completion/fish-completion.ts";
import { zshCompletion } from "./completion/zsh-completion.ts";

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };
type Shell = keyof typeof scripts;

/** Adds `cellwright completion` to the program. */
export function addCompletion(program: Command): void {
  program
    .command("completion")
    .description("print a script with which a shell completes commands, options and their values")
    .addArgument(new Argument("<shell>", "the shell").choices(Object.keys(scripts)))
    .addHelpText(
      "after",
      `
Put this into the shell's start file:
  bash (~/.bashrc)                    source <(cellwright completion bash)
  zsh (~/.zshrc, below compinit)      source <(cellwright completion zsh)
  fish (~/.config/fish/config.fish)   cellwright completion fish | source

It changes with the program only: kept in a file, it costs no start of Node.

Example:
  $ cellwright completion bash > ~/.local/share/bash-completion/completions/cellwright`,
    )
    .action((shell: Shell) => {
      process.stdout.write(scripts[shell](completedCommand(program)));
    });
}
