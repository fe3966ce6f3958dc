import type { Expr } from "../../languages/facts.ts";
import { type CallSite, dottedPath } from "../code-index.ts";
import type { Finding } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { isSeededAt } from "./draws.ts";
import { mayGiveState } from "./given-state.ts";
import { happensForSure } from "./happens-for-sure.ts";
import { sourceText } from "./source-text.ts";

/** What is made here and draws when it is used, and how it is given a seed. */
interface LaterDraw {
  readonly generator: string;
  readonly hint: string;
}

const SPLITTER = /^sklearn\.model_selection\.(Stratified)?(Group)?KFold$/;
const TAKES_STATE = /^sklearn\.(model_selection\.train_test_split|utils\.(shuffle|resample)|datasets\.make_\w+)$/;
const WITH_STATE: LaterDraw = { generator: "numpy", hint: "give it `random_state=0`" };

/** Makers of what draws later: splitters that shuffle, loaders, partial calls, distributions, fake data. */
export function laterDraws(subject: Subject): readonly Finding[] {
  return subject.code.calls.flatMap((site) => {
    const draw = laterDraw(subject, site);
    const { call, statement } = site;
    if (draw === null || mayGiveState(subject, site) || isSeededAt(subject, statement, draw.generator)) return [];
    const isSure = !site.deferred && happensForSure(subject, statement, { span: call.span, certain: false }, site);
    const text = sourceText(subject, statement.cell, call.span);
    return [
      {
        ...(isSure ? {} : { severity: "info" as const }),
        message: `\`${text}\` draws from a random generator that nothing above seeds, so each run gives other results.`,
        location: placeOf(subject, statement.cell, call.span),
        hint: draw.hint,
      },
    ];
  });
}

function laterDraw(subject: Subject, site: CallSite): LaterDraw | null {
  const { callee, call, isImported, method } = site;
  const path = callee ?? "";
  const shuffles = call.arguments.some(({ name, value }) => name === "shuffle" && isTrue(value));
  if (isImported && SPLITTER.test(path) && shuffles && isForScores(subject, site)) return WITH_STATE;
  if (isImported && path === "torch.utils.data.DataLoader" && shuffles)
    return { generator: "torch", hint: "write `torch.manual_seed(0)` above, or give it a `generator`" };
  if (isImported && path === "functools.partial" && isOfStateTaker(subject, call.arguments[0]?.value))
    return WITH_STATE;
  // It may be seeded below, before it is asked for something.
  const isSeeded = subject.code.calls.some((one) => /seed/i.test(one.method ?? ""));
  if (isImported && path === "faker.Faker" && !isSeeded)
    return { generator: "faker", hint: "write `Faker.seed(0)` above" };
  return method === "rvs" && isDistribution(subject, site) ? WITH_STATE : null;
}

function isTrue(value: Expr): boolean {
  return value.kind === "literal" && value.value === true;
}

function isOfStateTaker({ code }: Subject, expr: Expr | undefined): boolean {
  return expr !== undefined && TAKES_STATE.test(dottedPath(expr, code.importedPaths) ?? "");
}

/** It is given to what scores or searches, which draws from it out of sight: `cv=KFold(5, shuffle=True)`. */
function isForScores({ code }: Subject, { call, statement }: CallSite): boolean {
  const bound = code.operations.find(
    ({ operation, statement: own }) => own === statement && operation.op === "bind" && operation.value === call,
  )?.operation;
  const isIt = (value: Expr) =>
    value === call || (bound?.op === "bind" && value.kind === "name" && value.name === bound.name);
  return code.calls.some(({ call: user }) => user.arguments.some(({ name, value }) => name === "cv" && isIt(value)));
}

/** `norm(0, 1).rvs(9)`, or a name for such a distribution. */
function isDistribution({ code }: Subject, { receiver, statement }: CallSite): boolean {
  const isMade = (expr: Expr | undefined) =>
    expr?.kind === "call" && /^scipy\.stats\.\w+$/.test(dottedPath(expr.of, code.importedPaths) ?? "");
  if (receiver?.kind !== "name" || receiver.local) return isMade(receiver ?? undefined);
  const from = statement.reads.find(({ name }) => name === receiver.name)?.from ?? [];
  const bound = code.operations.filter(
    ({ operation, statement: own }) =>
      from.includes(own.id) && operation.op === "bind" && operation.name === receiver.name,
  );
  return bound.length > 0 && bound.every(({ operation }) => operation.op === "bind" && isMade(operation.value));
}
