import { availableParallelism, loadavg } from "node:os";
import { builtScript } from "../disk/package-files.ts";
import { formatApart } from "../project/format-apart.ts";
import { createPythonFormatter, type PythonFormatter } from "../project/format-python.ts";

/** Put in by `start.ts` when it runs the built program: the formatter that it has started already. */
declare const earlyFormatter: PythonFormatter | undefined;

/** The formatter of a conversion: the one that is being started already, else a new one. */
export function chooseFormatter(): PythonFormatter {
  return (typeof earlyFormatter === "undefined" ? undefined : earlyFormatter) ?? startFormatter();
}

/** Starting a thread costs some time of a processor: it pays off where one has nothing else to do. */
export function startFormatter(): PythonFormatter {
  const script = builtScript("project/format-worker.cjs");
  const [load = 0] = loadavg();
  return script !== null && load < availableParallelism() - 0.5 ? formatApart(script) : createPythonFormatter();
}
