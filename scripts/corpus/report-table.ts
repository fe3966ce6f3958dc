import type { Assessment, OutcomeKind } from "./outcome.ts";

/** One line about a notebook. */
export function formatLine(one: Assessment): string {
  const { own, text, figures, values, run } = one;
  const shown = values ?? (one.outcome === "reference" ? own?.values : undefined);
  const all = shown ? shown.equal.length + shown.close.length + shown.different.length : 0;
  const missing = shown ? Object.keys(shown.notCompared).length : 0;
  const pictures = figures ?? (one.outcome === "reference" ? own?.figures : undefined);
  const cells = [
    one.id.slice(0, 46).padEnd(46),
    `${one.outcome}${one.stable ? "" : "*"}`.padEnd(12),
    (text ? `text ${text.equal ? "=" : "x"} ${text.lines}` : "").padEnd(11),
    (shown ? `values ${all - shown.different.length}/${all}${missing > 0 ? ` +${missing}?` : ""}` : "").padEnd(17),
    (pictures ? `figures ${pictures.equal}/${pictures.total}` : "").padEnd(14),
    (run ? `${run.steps} steps` : "").padEnd(9),
    (run
      ? `${run.seconds.toFixed(1)} s (own ${own?.seconds.toFixed(1)})`
      : own
        ? `own ${own.seconds.toFixed(1)} s`
        : ""
    ).padEnd(19),
    one.detail,
  ];
  return cells.join(" ").trimEnd();
}

/** Totals in the order in which they matter. */
export function formatTotals(all: readonly Assessment[]): string {
  const count = (kind: OutcomeKind, stable: boolean) =>
    all.filter((one) => one.outcome === kind && one.stable === stable).length;
  const kinds: readonly OutcomeKind[] = [
    "equal",
    "differs",
    "run-fails",
    "refused",
    "failure",
    "crash",
    "reference-fails",
    "harness-fails",
    "reference",
  ];
  const stable = all.filter((one) => one.stable);
  const equal = count("equal", true);
  const lines = kinds
    .filter((kind) => count(kind, true) + count(kind, false) > 0)
    .map(
      (kind) =>
        `  ${kind.padEnd(16)} ${String(count(kind, true)).padStart(3)}   (and ${count(kind, false)} whose own two runs differ)`,
    );
  const rate = stable.length === 0 ? "" : ` = ${((100 * equal) / stable.length).toFixed(1)}%`;
  return [
    `${all.length} notebooks; in ${stable.length} the own two runs agree`,
    ...lines,
    ...(all.every((one) => one.outcome === "reference") ? [] : [`equal ${equal}/${stable.length}${rate}`]),
    ...parts(stable),
    ...refusals(all),
  ].join("\n");
}

/** Text, values and figures on their own, over the notebooks that got so far. */
function parts(stable: readonly Assessment[]): readonly string[] {
  const compared = stable.filter((one) => one.text !== undefined);
  if (compared.length === 0) return [];
  const sum = (of: (one: Assessment) => number) => compared.reduce((total, one) => total + of(one), 0);
  const same = sum((one) => (one.values?.equal.length ?? 0) + (one.values?.close.length ?? 0));
  const values = same + sum((one) => one.values?.different.length ?? 0);
  return [
    `of ${compared.length} that ran: text equal in ${sum((one) => (one.text?.equal ? 1 : 0))}; ` +
      `values ${same}/${values} (${sum((one) => one.values?.close.length ?? 0)} of them within rounding, ` +
      `${sum((one) => one.values?.shallow.length ?? 0)} not looked into entirely, ` +
      `${sum((one) => one.values?.private.length ?? 0)} with a private attribute on one side only; ` +
      `${sum((one) => Object.keys(one.values?.notCompared ?? {}).length)} more not compared); ` +
      `figures ${sum((one) => one.figures?.equal ?? 0)}/${sum((one) => one.figures?.total ?? 0)}`,
    `steps ${sum((one) => one.run?.steps ?? 0)}; seconds: projects ${sum((one) => one.run?.seconds ?? 0).toFixed(0)}, notebooks ${sum((one) => one.own?.seconds ?? 0).toFixed(0)}`,
  ];
}

function refusals(all: readonly Assessment[]): readonly string[] {
  const codes = new Map<string, number>();
  for (const one of all) {
    if (one.outcome === "refused")
      for (const code of one.detail.match(/\bCW\d{3}\b/g) ?? []) codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  const sorted = [...codes].sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0]));
  return sorted.length === 0 ? [] : [`refused with: ${sorted.map(([code, times]) => `${code} ${times}`).join(", ")}`];
}
