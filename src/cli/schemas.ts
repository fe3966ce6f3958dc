import type { Command } from "commander";

/** Adds `cellwright schemas` to the program. */
export function addSchemas(program: Command): void {
  program
    .command("schemas")
    .description(
      "write what the tables of a project are like, from what one of its runs stored (src/PACKAGE/schemas.py): the runner checks them from then on; runs no step",
    )
    .argument("[project]", "a folder that `cellwright convert` wrote", ".")
    .option("--run <run>", "the run", "latest")
    .option(
      "--python <path>",
      "interpreter that reads the values (default: a .venv near the project, else the one on PATH)",
    )
    .option("--force", "write over a schemas.py that was edited, and although a table cannot be read")
    .option("--dry-run", "show the file, write nothing")
    .addHelpText("after", "\nExample:\n  $ cellwright schemas analysis-pipeline --run latest")
    .action(async (project, options) => {
      const { runSchemas } = await import("./run-schemas.ts");
      process.exitCode = await runSchemas(project, options);
    });
}
