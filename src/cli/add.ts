import type { Command, Option } from "commander";

/** Adds `cellwright add` to the program. */
export function addAdd(program: Command, options: readonly Option[]): void {
  const command = program
    .command("add")
    .description(
      "bring another notebook into a project, or one of its notebooks up to date: its steps join the step table, parameters, catalog and shared code; runs nothing, touches no file that was edited",
    )
    .argument("<notebook>", "an .ipynb file, a percent script or a plain .py file")
    .argument("[project]", "a folder that `cellwright convert` or `cellwright init` wrote", ".");
  for (const option of options) command.addOption(option);
  command
    .option(
      "--python <path>",
      "interpreter whose installed versions are pinned (default: a .venv near the notebook, else the one on PATH)",
    )
    .option("--dry-run", "say what would be written, write nothing")
    .option("--json", "the outcome as JSON")
    .addHelpText(
      "after",
      "\nExit code: 0 all of it is there, 1 something is left to do by hand or the notebook has errors, 2 it could not be done.\n\nExamples:\n  $ cellwright add train.ipynb\n  $ cellwright add train.ipynb churn --dry-run",
    )
    .action(async (notebook, project, given) => {
      const { runAdd } = await import("./run-add.ts");
      process.exitCode = await runAdd(notebook, project, given);
    });
}
