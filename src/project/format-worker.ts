import { workerData } from "node:worker_threads";
import { type FormatChannel, RESULT_IS_THERE } from "./format-apart.ts";
import { createPythonFormatter } from "./format-python.ts";

const { port, state } = workerData as FormatChannel;
const format = createPythonFormatter();
port.on("message", (source: string) => {
  port.postMessage(attempt(source));
  Atomics.store(state, 0, RESULT_IS_THERE);
  Atomics.notify(state, 0);
});
// Loads what formatting needs before it is asked for.
attempt("x = 1\n");

/** Null when the formatter can't be loaded; whoever asked will find out why. */
function attempt(source: string): string | null {
  try {
    return format(source);
  } catch {
    return null;
  }
}
