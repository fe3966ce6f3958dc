/** Makes `.test-venv`, the Python environment of the tests and samples, and prints the path of its Python. */
import path from "node:path";
import { ensureVenv, root, runMain } from "./python-env.mjs";

await runMain(() => {
  const python = ensureVenv(path.join(root, ".test-venv"), path.join(root, "test", "requirements.txt"), console.error);
  console.log(python);
});
