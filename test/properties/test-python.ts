import { existsSync } from "node:fs";
import path from "node:path";

const root = path.dirname(path.dirname(import.meta.dirname));

/** The interpreter of the tests' Python environment; `npm run test-venv` makes it. */
export function testPython(): string {
  const python = process.env.TEST_PYTHON ?? path.join(root, ".test-venv", "bin", "python");
  if (!existsSync(python)) throw new Error(`There is no ${python}: run 'npm run test-venv'.`);
  return python;
}
