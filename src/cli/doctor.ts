import type { Command } from "commander";

/** Adds `cellwright doctor` to the program. */
export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description(
      "say what Cellwright finds on this machine and in this folder: Node, Python, its packages, uv, the configuration",
    )
    .option("--python <path>", "ask about this interpreter (default: as the commands choose it)")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExit code: 0 all that must work works, 1 something does not.")
    .action(async (options) => {
      const { runDoctor } = await import("./run-doctor.ts");
      process.exitCode = await runDoctor(options);
    });
}
