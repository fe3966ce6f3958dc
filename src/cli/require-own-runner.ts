import { Failure } from "../diagnostics/failure.ts";
import type { UpgradedProject } from "../disk/upgrade-project.ts";
import { LEFT_BECAUSE } from "../report/render-upgrade.ts";

/** Failure `edited-runner`: one runner takes the place of the other as a whole, or not at all. */
export function requireOwnRunner({ left }: UpgradedProject): void {
  const edited = left.find(({ path, why }) => path.includes("/runtime/") && (why === "edited" || why === "foreign"));
  if (edited === undefined) return;
  throw new Failure(
    "edited-runner",
    `${edited.path} ${LEFT_BECAUSE[edited.why]}: the full runner cannot take the place of the small one.`,
    "Undo the change of that file first.",
  );
}
