import { writeText } from "../../disk/write-text.ts";
import type { CheckReport } from "../../policy/types.ts";
import type { CheckFormat } from "./check-options.ts";
import { renderCheckAs } from "./render-check-as.ts";

/** Prints a report, or writes it where the user wants it. Colours are for terminals, and for who asks for them. */
export async function giveReport(
  report: CheckReport,
  { format = "text", output }: { readonly format?: CheckFormat; readonly output?: string },
): Promise<void> {
  const isForTerminal = output === undefined && process.stdout.isTTY === true && !process.env.NO_COLOR;
  const text = await renderCheckAs(report, format, isForTerminal || Boolean(process.env.FORCE_COLOR));
  if (output === undefined) process.stdout.write(text);
  else writeText(output, text);
}
