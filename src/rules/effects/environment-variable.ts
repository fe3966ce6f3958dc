import type { Expr } from "../../languages/facts.ts";
import type { ExprOf, PartSite } from "../code-index.ts";
import { allOf } from "../code-index.ts";
import type { Finding, Rule } from "../rule.ts";
import type { Subject } from "../subject.ts";
import { placeOf } from "../subject.ts";
import { isCertain } from "./certain.ts";
import { type AskedVariable, usedUnset } from "./unset-variables.ts";

/** Variables that a session has on every system, or that a kernel sets. */
const EVERYWHERE =
  /^(HOME|PATH|USER|USERNAME|LOGNAME|PWD|SHELL|LANG|TERM|TMP|TEMP|TMPDIR|USERPROFILE|APPDATA|HOMEPATH|SYSTEMROOT|JPY_\w+)$/;
/** A secret has no default; the environment is where it belongs. */
const SECRET = /KEY|TOKEN|SECRET|PASS|PWD|CREDENTIAL|AUTH/i;
const LOADS_VARIABLES =
  /(^|\.)(load_dotenv|dotenv_values|set_env|putenv|read_env|environ\.update|environ\.setdefault)$/;

const EXPANDS = "os.path.expandvars";

/** CW207. */
export const environmentVariable: Rule = {
  code: "CW207",
  name: "environment-variable",
  severity: "warning",
  docs: {
    finds: "An environment variable is read, and nothing in the notebook sets it or says what holds without it.",
    why: '`os.environ["X"]` stops with a `KeyError` where the variable is not set: on the machine of whoever gets the notebook, in CI, in a container. Where `os.getenv` gives `None` and that is used as text, this is a note. Variables that every session has (`HOME`, `PATH`) are not found, nor are those that a `.env` file or the notebook itself sets.',
    mend: 'Give a default, `os.environ.get("X", "...")`, or say in the text of the notebook what has to be set.',
    bad: [
      { notebook: '# %%\nimport os\n# %%\nroot = os.environ["DATA_ROOT"]\nprint(root)\n' },
      { notebook: '# %%\nfrom os import environ\nkey = environ["SERVICE_ADDRESS"]\n' },
    ],
    good: [
      { notebook: '# %%\nimport os\nroot = os.environ.get("DATA_ROOT", "data")\n' },
      { notebook: '# %%\n%env DATA_ROOT=data\n# %%\nimport os\nroot = os.environ["DATA_ROOT"]\n' },
      { notebook: '# %%\nimport os\nif "DATA_ROOT" in os.environ:\n    print(os.environ["DATA_ROOT"])\n' },
    ],
  },
  check: (subject) => {
    const sites = subject.code.parts.filter(isVariable);
    const taken = takenVariables(subject);
    const asked = usedUnset(subject, (name) => SECRET.test(name));
    const isExpanded = subject.code.calls.some(({ callee }) => callee === EXPANDS);
    if (
      (sites.length === 0 && asked.length === 0 && taken.length === 0 && !isExpanded) ||
      subject.code.calls.some(({ callee }) => LOADS_VARIABLES.test(callee ?? ""))
    )
      return [];
    const told = setVariables(subject);
    const findings = [...sites, ...taken].flatMap((site): readonly Finding[] => {
      const { part, statement } = site;
      const name = "key" in site ? site.key : keyOf(site.part);
      if (name === null || told.has(name) || EVERYWHERE.test(name) || isGuarded(subject, site, name)) return [];
      told.add(name);
      return [
        {
          ...(SECRET.test(name) ? { severity: "info" as const } : {}),
          message: `The environment variable \`${name}\` is read and nothing here sets it: where it is not set, the notebook stops with a \`KeyError\`.`,
          location: placeOf(subject, statement.cell, part.span),
          hint: `write \`os.environ.get("${name}", ...)\` with a value that holds without it`,
        },
      ];
    });
    return [...findings, ...expanded(subject, told), ...asked.flatMap((one) => unsetFinding(subject, one, told))];
  },
};

/** `os.path.expandvars("$DATA/raw")`: a variable that is not set stays as it is written. */
function expanded(subject: Subject, told: Set<string>): readonly Finding[] {
  return subject.code.calls.flatMap(({ callee, call, statement }) => {
    const text = callee === EXPANDS && call.arguments[0] ? textOf(call.arguments[0].value) : null;
    const names = [...(text ?? "").matchAll(/\$\{?(\w+)\}?/g)].map(([, name = ""]) => name);
    const name = names.find((one) => !told.has(one) && !EVERYWHERE.test(one));
    if (name === undefined) return [];
    told.add(name);
    return [
      {
        message: `The environment variable \`${name}\` is put into a path and nothing here sets it: where it is not set, the path holds its name as it is written.`,
        location: placeOf(subject, statement.cell, call.span),
        hint: `write \`os.environ.get("${name}", ...)\` with a value that holds without it`,
      },
    ];
  });
}

/** Where a variable is read, and what reads it. */
interface VariableSite extends Pick<PartSite, "statement"> {
  readonly part: Expr;
}

/** `os.environ.pop("X")`, which fails where `X` is not set. */
function takenVariables({ code }: Subject): readonly (VariableSite & { readonly key: string })[] {
  return code.calls.flatMap(({ callee, call, statement, deferred }) => {
    if (!/^os\.environ\.(pop|__getitem__)$/.test(callee ?? "") || call.arguments.length !== 1 || deferred) return [];
    const key = call.arguments[0] ? textOf(call.arguments[0].value) : null;
    return key === null ? [] : [{ statement, part: call, key }];
  });
}

function unsetFinding(subject: Subject, { site, name }: AskedVariable, told: Set<string>): readonly Finding[] {
  if (told.has(name) || EVERYWHERE.test(name)) return [];
  told.add(name);
  return [
    {
      severity: "info",
      message: `The environment variable \`${name}\` is asked for without a default and nothing here sets it: where it is not set, its value is \`None\`, which is used as if it were there.`,
      location: placeOf(subject, site.statement.cell, site.call.span),
      hint: "give a default, or stop with a message that says what to set",
    },
  ];
}

function isVariable({ part, path }: PartSite): boolean {
  return part.kind === "item" && path === "os.environ";
}

function keyOf(part: PartSite["part"]): string | null {
  return part.kind === "item" ? textOf(part.key) : null;
}

function textOf(expr: ExprOf<"item">["key"]): string | null {
  return expr.kind === "literal" && typeof expr.value === "string" ? expr.value : null;
}

/** Variables that code or magics set. */
function setVariables({ analysis, code }: Subject): Set<string> {
  const names = new Set<string>();
  for (const { operation } of code.operations)
    if (operation.op === "update" && operation.how === "item" && operation.member !== undefined)
      names.add(operation.member);
  for (const { facts } of analysis.statements)
    for (const { name, arguments: text } of facts.magics)
      if (name === "env" || name === "set_env") names.add(/^\w+/.exec(text.trim())?.[0] ?? "");
  return names;
}

/** Read only where it is there: in a branch or a `try`, or asked for before. */
function isGuarded(subject: Subject, { statement, part }: VariableSite, name: string): boolean {
  if (!isCertain(subject, statement, part)) return true;
  // `assert "X" in os.environ`, `if "X" not in os.environ: ...`
  return subject.code.operations.some(
    ({ operation, statement: own }) =>
      own.id <= statement.id &&
      operation.op === "evaluate" &&
      allOf(operation.value).some((one) => textOf(one) === name) &&
      allOf(operation.value).some((one) => one.kind === "operation" && /(^| )in$/.test(one.operator)),
  );
}
