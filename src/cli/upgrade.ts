import { type Command, Option } from "commander";
import { runners } from "../project/runner.ts";
import { styles } from "../project/style.ts";

/** `--style`, for commands that write projects. */
export function styleOption(description: string): Option {
  return new Option("--style <style>", description).choices([...styles]);
}

/** `--runner`, for commands that write projects. */
export function runnerOption(): Option {
  return new Option(
    "--runner <runner>",
    "what runs the steps; small: a few short modules; full: configuration, matrix, history, engines, hard cases of state too (default: small where it does)",
  ).choices([...runners]);
}

/** Adds `cellwright upgrade` to the program. */
export function addUpgrade(program: Command): void {
  program
    .command("upgrade")
    .description(
      "add to a project what a style has (image, CI, hooks, tasks, a notebook to explore), and bring its runner up to date; runs nothing, touches no file that was edited",
    )
    .argument("[project]", "a folder that `cellwright convert` wrote", ".")
    .addOption(styleOption("how much it gets; nothing is taken away").default("production"))
    .addOption(new Option("--runner <runner>", "the full runner in the style minimal too").choices(["full"]))
    .option("--dry-run", "say what would be written, write nothing")
    .addHelpText("after", "\nExample:\n  $ cellwright upgrade analysis-pipeline")
    .action(async (project, options) => {
      const { runUpgrade } = await import("./run-upgrade.ts");
      process.exitCode = await runUpgrade(project, options);
    });
}
