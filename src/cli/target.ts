import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { targets } from "../project/targets/targets.ts";

/** Adds `cellwright target` to the program. */
export function addTarget(program: Command): void {
  const command = program.command("target").description("engines that run a project: Airflow, Kubeflow, Dagster, ...");
  command
    .command("list")
    .description("the engines there are")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  $ cellwright target list")
    .action(async (options) => {
      const { runTargetList } = await import("./run-target.ts");
      process.exitCode = runTargetList(options);
    });
  command
    .command("add")
    .description("write what engines need into a project: the folder `orchestration`; runs nothing")
    .addArgument(new Argument("<engine...>", "which").choices(targets.map(({ name }) => name)))
    .option("--project <folder>", "a folder that `cellwright convert` wrote", ".")
    .option("--dry-run", "say what would be written, write nothing")
    .addHelpText("after", "\nExample:\n  $ cellwright target add airflow dagster --project analysis-pipeline")
    .action(async (names, options) => {
      const { runTargetAdd } = await import("./run-target.ts");
      process.exitCode = await runTargetAdd(names, options);
    });
}

/** `--target airflow,dagster`, also several times. */
export function targetOption(): Option {
  const known = targets.map(({ name }) => name);
  const option = new Option(
    "--target <engine>",
    `also write what engines need, several behind commas: ${known.join(", ")}`,
  );
  return option.argParser((text: string, earlier: readonly string[] = []) => {
    const names = text.split(",").map((name) => name.trim());
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined)
      throw new InvalidArgumentError(`${JSON.stringify(unknown)} is none of ${known.join(", ")}`);
    return [...earlier, ...names];
  });
}
