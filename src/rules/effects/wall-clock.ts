import type { Statement } from "../../analysis/types.ts";
import type { Expr, Operation } from "../../languages/facts.ts";
import { allOf, type CallSite, dottedPath } from "../code-index.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { Ancestry } from "./ancestry.ts";
import { sourceText } from "./source-text.ts";

const CLOCK =
  /^(datetime\.(datetime\.(now|today|utcnow)|date\.today)|time\.(time|time_ns|strftime|localtime|gmtime|ctime|asctime)|pandas\.(Timestamp|Period)\.(now|today|utcnow)|pendulum\.(now|today)|arrow\.(now|utcnow)|django\.utils\.timezone\.now)$/;
/** Functions that read a time from a text, which can say that it is the time of the run. */
const READS_TIME = /^(pandas\.(to_datetime|Timestamp|Period|DatetimeIndex)|numpy\.datetime64)$/;
/** Functions and methods that take the name of a file to write. */
const WRITES_TO =
  /^(to_(csv|parquet|excel|json|pickle|feather|hdf|html|stata|netcdf|zarr|file)|savefig|save|savez|savetxt|dump|open|write_(csv|parquet|text|bytes|html|image)|save_(model|weights|pretrained)|mkdir|makedirs|copy|move|rename|joblib)$/;

/** CW203. */
export const wallClock: Rule = {
  code: "CW203",
  name: "wall-clock",
  severity: "info",
  docs: {
    finds: "The time of day flows into the notebook.",
    why: "What is computed from the current date or time differs from run to run. It is a warning where the time becomes part of data (an age, a filter, a seed) or of the name of a file that is written. Differences of two times, which measure how long something takes, are not found.",
    mend: 'Make the time a constant at the top, `TODAY = pd.Timestamp("2024-01-31")`, which can be a parameter of the notebook.',
    bad: [
      {
        notebook:
          '# %%\nimport pandas as pd\npeople = pd.DataFrame({"born": [1980, 1990]})\n# %%\npeople["age"] = pd.Timestamp.now().year - people["born"]\n',
      },
      {
        notebook:
          '# %%\nfrom datetime import datetime\nimport pandas as pd\nscores = pd.DataFrame({"score": [1, 2]})\n# %%\nstamp = datetime.now().strftime("%Y%m%d")\nscores.to_csv(f"scores_{stamp}.csv")\n',
      },
      { notebook: "# %%\nfrom datetime import date\nprint(date.today())\n" },
    ],
    good: [
      {
        notebook:
          '# %%\nimport pandas as pd\nTODAY = pd.Timestamp("2024-01-31")\npeople = pd.DataFrame({"born": [1980, 1990]})\n# %%\npeople["age"] = TODAY.year - people["born"]\n',
      },
      {
        notebook:
          "# %%\nimport time\nstart = time.time()\ntotal = sum(range(1000))\n# %%\nprint(time.time() - start)\n",
      },
    ],
  },
  check: (subject) => {
    const sites = subject.code.calls.filter(isClock);
    return [...(sites.length === 0 ? [] : findings(subject, sites)), ...ofCommands(subject)];
  },
};

function isClock({ callee, isImported, call }: CallSite): boolean {
  if (isImported && READS_TIME.test(callee ?? "")) return isNow(call.arguments[0]?.value);
  if (!isImported || !CLOCK.test(callee ?? "")) return false;
  // Of a given time: `time.strftime("%Y", t)`, `time.ctime(t)`.
  if (/^time\.(localtime|gmtime|ctime|asctime)$/.test(callee ?? "")) return call.arguments.length === 0;
  return callee !== "time.strftime" || call.arguments.length < 2;
}

function isNow(expr: Expr | undefined): boolean {
  return expr?.kind === "literal" && /^(now|today)$/i.test(String(expr.value));
}

/** `stamp = !date +%F` */
function ofCommands({ analysis }: Subject): readonly Finding[] {
  return analysis.statements.flatMap(({ cell, facts }) =>
    facts.magics
      .filter(
        ({ form, target, arguments: text }) => form === "shell" && target !== undefined && /^\s*date\b/.test(text),
      )
      .map(({ span, arguments: text }) => ({
        message: `\`!${text.trim()}\` is the time of the run, which flows into the notebook here.`,
        location: placeOf({ analysis }, cell, span),
        hint: "make the time a constant at the top of the notebook",
      })),
  );
}

type Sink = "data" | "file" | "duration" | "other";

function findings(subject: Subject, sites: readonly CallSite[]): readonly Finding[] {
  const flow = new ClockFlow(subject, sites);
  const bySink = new Map<Sink, CallSite[]>();
  for (const site of sites) {
    const sink = flow.sinkOf(site);
    bySink.set(sink, [...(bySink.get(sink) ?? []), site]);
  }
  const tell = (sink: Sink, text: (what: string) => string): readonly Finding[] =>
    (bySink.get(sink) ?? []).map(({ statement, call }) => ({
      ...(sink === "other" ? {} : { severity: "warning" as const }),
      message: text(`\`${sourceText(subject, statement.cell, call.span)}\``),
      location: placeOf(subject, statement.cell, call.span),
      hint: "make the time a constant at the top of the notebook",
    }));
  return [
    ...tell(
      "data",
      (what) => `The time that ${what} gives becomes part of the data, so each run computes something else.`,
    ),
    ...tell(
      "file",
      (what) => `The time that ${what} gives becomes part of the name of a file, so each run writes another file.`,
    ),
    ...tell("other", (what) => `${what} is the time of the run, so what comes of it differs from run to run.`),
  ];
}

/** Follows the time of day through names and expressions. */
class ClockFlow {
  readonly #subject: Subject;
  readonly #clocks: ReadonlySet<Expr>;

  constructor(subject: Subject, sites: readonly CallSite[]) {
    this.#subject = subject;
    this.#clocks = new Set(sites.map(({ call }) => call));
  }

  sinkOf({ call, statement }: CallSite): Sink {
    const ancestry = new Ancestry(statement);
    const direct = this.#sink(call, statement, ancestry);
    if (direct !== "other") return direct;
    const name = boundName(call, ancestry);
    return name === null ? "other" : this.#sinkOfName(name, statement, 0);
  }

  /** The gravest of what becomes of a name; a duration when it is only subtracted from another time. */
  #sinkOfName(bound: BoundName, definer: Statement, hops: number): Sink {
    let gravest: Sink | null = null;
    for (const statement of this.#readers(bound, definer)) {
      const ancestry = new Ancestry(statement);
      for (const expr of ancestry.expressions()) {
        if (expr.kind !== "name" || expr.name !== bound.name || (expr.local ?? false) !== bound.local) continue;
        let sink = this.#sink(expr, statement, ancestry);
        const next = sink === "other" && hops < 2 ? boundName(expr, ancestry) : null;
        if (next !== null && next.name !== bound.name) sink = this.#sinkOfName(next, statement, hops + 1);
        gravest = graver(gravest, sink);
      }
    }
    return gravest ?? "other";
  }

  #readers({ name, local }: BoundName, definer: Statement): readonly Statement[] {
    if (local) return [definer];
    const isReader = ({ id, reads }: Statement) =>
      id === definer.id || reads.some((read) => read.name === name && read.from.includes(definer.id));
    return this.#subject.analysis.statements.filter(isReader);
  }

  #sink(expr: Expr, statement: Statement, ancestry: Ancestry): Sink {
    const around = ancestry.ancestorsOf(expr);
    if (around.some((one) => this.#isDuration(one, expr))) return "duration";
    if (around.some((one) => this.#isWrite(one, expr))) return "file";
    if (around.some((one) => one.kind === "call" && isSeed(one.of))) return "data";
    const operation = ancestry.operationOf(around.at(-1) ?? expr);
    return operation?.op === "update" && isPartOfData(operation, statement) ? "data" : "other";
  }

  /** `time() - start`, `time() > end`: a difference with something that is a time of this run as well, or a name that may be. */
  #isDuration(expr: Expr, part: Expr): boolean {
    if (expr.kind !== "operation" || !/^(-|[<>]=?)$/.test(expr.operator)) return false;
    if (expr.parts.some((one) => one.kind === "member" && /^(year|month|day)$/.test(one.name))) return false;
    const others = expr.parts.filter((one) => !allOf(one).includes(part));
    return others.some((one) => this.#clocks.has(one) || one.kind === "name" || isStart(one));
  }

  #isWrite(expr: Expr, part: Expr): boolean {
    if (expr.kind !== "call") return false;
    const name = (dottedPath(expr.of, this.#subject.code.importedPaths) ?? memberName(expr.of)).split(".").at(-1) ?? "";
    const isText = expr.arguments.some(({ value }) => allOf(value).includes(part));
    return isText && WRITES_TO.test(name);
  }
}

/** A member that holds a time of this run: `self.start`, `run.created_at`; `prices.index` holds dates. */
function isStart(expr: Expr): boolean {
  if (expr.kind !== "member") return false;
  const isOwn = expr.of.kind === "name" && expr.of.name === "self";
  return isOwn || /start|begin|time|tic|t0|last|prev|since|_at$|stamp|deadline|expir/i.test(expr.name);
}

function graver(one: Sink | null, other: Sink): Sink {
  const order: readonly Sink[] = ["duration", "other", "file", "data"];
  return one !== null && order.indexOf(one) >= order.indexOf(other) ? one : other;
}

function isSeed(callee: Expr): boolean {
  return /seed$/i.test(memberName(callee));
}

function memberName(expr: Expr): string {
  return expr.kind === "member" || expr.kind === "name" ? expr.name : "";
}

/** A column or an item of a table; a dictionary of notes about the run is no data. */
function isPartOfData(operation: Extract<Operation, { op: "update" }>, { updates }: Statement): boolean {
  return operation.how === "item" && operation.value !== undefined && updates.length > 0 && isFrame(operation);
}

function isFrame({ target, value }: Extract<Operation, { op: "update" }>): boolean {
  const isColumns = target.kind === "name" || (target.kind === "member" && /^i?loc$/.test(target.name));
  const computed = value === undefined ? value : rootOfChain(value);
  return isColumns && computed?.kind === "operation" && /^[-+*/]|\/\/$/.test(computed.operator);
}

/** `a - b` in `(a - b).dt.days`. */
function rootOfChain(expr: Expr): Expr {
  return expr.kind === "member" || (expr.kind === "call" && expr.of.kind === "member") ? rootOfChain(expr.of) : expr;
}

/** A name that takes a value, of the notebook or of a function. */
interface BoundName {
  readonly name: string;
  readonly local: boolean;
}

function boundName(expr: Expr, ancestry: Ancestry): BoundName | null {
  const root = ancestry.ancestorsOf(expr).at(-1) ?? expr;
  const operation = ancestry.operationOf(root);
  return operation?.op === "bind" ? { name: operation.name, local: operation.local ?? false } : null;
}
