import type { Command } from "commander";
import { targetOption } from "./target.ts";
import { runnerOption, styleOption } from "./upgrade.ts";

/** Adds `cellwright init` to the program. */
export function addInit(program: Command): void {
  program
    .command("init")
    .description(
      "write a project without a notebook: a small example of three steps that runs, ready for your own; runs nothing",
    )
    .argument("<name>", "the new folder; the package is called like it")
    .addOption(
      styleOption("minimal: steps, table, runner, a test; production: image, CI, hooks, tasks too").default(
        "production",
      ),
    )
    .addOption(runnerOption())
    .addOption(targetOption())
    .option(
      "--python <path>",
      "interpreter whose installed versions are pinned (default: a .venv near the folder, else the one on PATH)",
    )
    .option("--lock", "resolve and lock the dependencies with uv")
    .option("--dry-run", "say what would be written, write nothing")
    .option("--json", "the outcome as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ cellwright init churn\n  $ cellwright init churn --style minimal --target airflow\n  $ cellwright add analysis.ipynb churn",
    )
    .action(async (name, options) => {
      const { runInit } = await import("./run-init.ts");
      process.exitCode = await runInit(name, options);
    });
}
