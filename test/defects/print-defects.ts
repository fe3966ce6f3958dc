/** Prints for each rule how many seeded defects it finds, and its false alarms on their look-alikes: `npm run defects`. */
import path from "node:path";
import { allRules } from "../../src/rules/all-rules.ts";
import { checkFile, expectedOf, foldersIn, matters, root } from "./defect-cases.ts";

interface Row {
  cases: number;
  found: number;
  alarms: number;
}

const rows = new Map<string, Row>(allRules.map(({ code }) => [code, { cases: 0, found: 0, alarms: 0 }]));
const rowOf = (code: string): Row => rows.get(code) ?? { cases: 0, found: 0, alarms: 0 };

for (const rule of foldersIn(root)) {
  for (const name of foldersIn(path.join(root, rule))) {
    const folder = path.join(root, rule, name);
    const { code, cell } = expectedOf(folder);
    const own = rowOf(code);
    own.cases++;
    const isFound = checkFile(folder, "defect").some(
      (one) => one.code === code && (one.location ? one.location.cell + 1 : undefined) === cell,
    );
    if (isFound) own.found++;
    for (const one of checkFile(folder, "clean")) if (matters(one) || one.code === code) rowOf(one.code).alarms++;
  }
}

const total = [...rows.values()].reduce<Row>(
  (sum, row) => ({ cases: sum.cases + row.cases, found: sum.found + row.found, alarms: sum.alarms + row.alarms }),
  { cases: 0, found: 0, alarms: 0 },
);
console.log("rule    defects  found  false alarms on look-alikes");
for (const [code, { cases, found, alarms }] of [...rows, ["total", total] as const])
  console.log(
    `${code.padEnd(7)} ${String(cases).padStart(7)} ${String(found).padStart(6)} ${String(alarms).padStart(13)}`,
  );
process.exitCode = total.found === total.cases && total.alarms === 0 ? 0 : 1;
