import { writeProject } from "../../src/disk/write-project.ts";

/**
 * Writes one project after the other until it is killed: `replace` into the same folder, `create` into folders that are
 * not there. Every file of a version starts with the version's number; versions differ in their number of files.
 */
const [, , target = "", mode = ""] = process.argv;
process.stdout.write("writing\n");
for (let version = Date.now() % 1e6; ; version++) {
  const count = 200 + (version % 50);
  const content = String(version).padStart(8, "0").padEnd(2000, ".");
  const files = Array.from({ length: count }, (_, index) => ({ path: `file-${index}`, content }));
  if (mode === "replace") writeProject({ files }, target, { overwriteOwn: true });
  else writeProject({ files }, `${target}${version}`);
}
