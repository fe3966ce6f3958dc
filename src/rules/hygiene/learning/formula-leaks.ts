import type { CallSite } from "../../code-index.ts";
import type { Finding } from "../../rule.ts";
import { placeOf, type Subject } from "../../subject.ts";

const FORMULA_MODELS =
  /^statsmodels\.(formula\.api\.|regression\.linear_model\.\w+\.from_formula$|api\.\w+\.from_formula$)/;
/** The target on the right side as it is, or through a function of each value. */
const PLAIN = String.raw`(?:^|[+*:~]|(?<![\w.])\()\s*(?:np\.\w+\(|[ICQ]\(|scale\(|center\(|standardize\()?\s*["']?TARGET["']?\s*(?=[+*:)^/-]|$|\*\*)`;

/** Models by a formula that has its left side on the right side, too: `price ~ size + np.log(price)`. */
export function formulaLeaks(subject: Subject): readonly Finding[] {
  return subject.code.calls
    .filter(({ callee, isImported }) => isImported && FORMULA_MODELS.test(callee ?? ""))
    .flatMap((site) => leakIn(subject, site));
}

function leakIn(subject: Subject, { call, statement }: CallSite): readonly Finding[] {
  const formula = call.arguments.find(({ name }, at) => name === "formula" || (name === undefined && at === 0))?.value;
  if (formula?.kind !== "literal" || typeof formula.value !== "string") return [];
  const [, target, features = ""] =
    /^\s*(?:np\.\w+\(|[ICQ]\()?\s*["']?([A-Za-z_]\w*)["']?\s*\)?\s*~(.*)$/s.exec(formula.value) ?? [];
  if (target === undefined || !new RegExp(PLAIN.replace("TARGET", target)).test(features)) return [];
  return [
    {
      message: `The right side of this formula still holds \`${target}\`, the target on its left: the model reads the answer from its input.`,
      location: placeOf(subject, statement.cell, formula.span),
      hint: `leave \`${target}\` out of the right side`,
    },
  ];
}
