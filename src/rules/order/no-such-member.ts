import type { Statement } from "../../analysis/types.ts";
import type { FunctionFacts } from "../../languages/facts.ts";
import type { Finding, Rule } from "../rule.ts";
import { statementCode } from "../statement-code.ts";
import { placeOf, type Subject } from "../subject.ts";
import { closeName } from "./close-name.ts";
import { instanceNames, type MemberRead, membersRead, type OwnClass, ownClasses } from "./own-classes.ts";

/** What every object or class has, or the language makes of a name: `__doc__`, `__x` in a class. */
const OF_ALL = /^__|^_[A-Z]\w*__|^mro$/;

/** CW116. */
export const noSuchMember: Rule = {
  code: "CW116",
  name: "no-such-member",
  severity: "error",
  docs: {
    finds: "A method or attribute is used that the notebook's own class lacks.",
    why: "The cell stops with an `AttributeError`: the name is misspelt, or the class was changed after the cell ran. Asked only of classes of which all is known: without decorators other than `dataclass` and without bases from elsewhere, in notebooks that give no members in other ways (`setattr`, `__getattr__`, `exec`). An attribute that any code sets on any object counts as there. In branches, functions and methods it is a warning, as they may not run, and nothing in a statement with a `try`.",
    mend: "Correct the spelling, or write the member.",
    bad: [
      {
        notebook:
          "# %%\nclass Model:\n    def __init__(self, rate):\n        self.rate = rate\n\n    def fit(self, rows):\n        self.mean = sum(rows) / len(rows)\n# %%\nmodel = Model(0.1)\nmodel.fti([1, 2])\n",
      },
      {
        notebook:
          "# %%\nclass Account:\n    def __init__(self):\n        self.balance = 0\n\n    def pay(self, amount):\n        return self.ballance - amount\n# %%\nprint(Account().pay(3))\n",
      },
    ],
    good: [
      {
        notebook:
          "# %%\nclass Model:\n    def fit(self, rows):\n        self.mean = sum(rows) / len(rows)\n# %%\nmodel = Model()\nmodel.fit([1, 2])\nmodel.note = 3\nprint(model.mean, model.note, model.__doc__)\n",
      },
      {
        notebook: "# %%\nfrom torch import nn\n\n\nclass Net(nn.Module):\n    pass\n# %%\nnet = Net()\nnet.eval()\n",
      },
    ],
  },
  check: (subject) => {
    const classes = ownClasses(subject);
    if (classes.length === 0) return [];
    const told = new Set<string>();
    return [...ofInstances(subject, classes), ...ofSelf(subject, classes)].flatMap((lack) => {
      const key = `${lack.owner.name}.${lack.read.name}`;
      if (told.has(key) || isSilent(subject, lack.statement)) return [];
      told.add(key);
      return [findingOf(subject, lack)];
    });
  },
};

interface Lack {
  readonly owner: OwnClass;
  readonly read: MemberRead;
  readonly statement: Statement;
  /** It happens when a function is called. */
  readonly deferred: boolean;
}

/** `model.fti()` and `Model().fti()`. */
function ofInstances(subject: Subject, classes: readonly OwnClass[]): readonly Lack[] {
  const instances = instanceNames(subject, classes);
  const byName = new Map(classes.map((one) => [one.name, one]));
  return subject.code.operations.flatMap(({ operation, statement, deferred }) =>
    membersRead(operation).flatMap((read) => {
      const { of } = read;
      const made = of.kind === "call" && of.of.kind === "name" && !of.of.local ? byName.get(of.of.name) : undefined;
      const owner = of.kind === "name" && !of.local ? instances.get(of.name) : made;
      return owner === undefined || isThere(owner, read.name) ? [] : [{ owner, read, statement, deferred }];
    }),
  );
}

/** `self.ballance` in a method. */
function ofSelf({ analysis }: Subject, classes: readonly OwnClass[]): readonly Lack[] {
  return classes.flatMap((owner) =>
    owner.facts.flatMap((facts) => {
      const statement = analysis.statements.find((one) => one.facts.class === facts);
      return statement === undefined
        ? []
        : facts.methods.flatMap((method) =>
            readsOfSelf(method)
              .filter(({ name }) => !isThere(owner, name))
              .map((read) => ({ owner, read, statement, deferred: true })),
          );
    }),
  );
}

function readsOfSelf({ parameters, decorators, operations }: FunctionFacts): readonly MemberRead[] {
  const own = parameters[0]?.name;
  const isRebound = operations.some((one) => "name" in one && one.name === own);
  const isPlain = decorators.every((one) => one.kind === "name" && one.name === "property");
  if (own === undefined || isRebound || !isPlain) return [];
  return operations.flatMap(membersRead).filter(({ of }) => of.kind === "name" && of.name === own && of.local === true);
}

function isThere({ members }: OwnClass, name: string): boolean {
  return members.has(name) || OF_ALL.test(name);
}

/** Where an error is meant or dealt with. */
function isSilent({ tags, analysis }: Subject, statement: Statement): boolean {
  const tag = tags.get(statement.cell);
  const code = statementCode(analysis, statement);
  return tag?.raises === true || tag?.role === "skip" || /\b(?:try|suppress|raises|assertRaises)\b/.test(code);
}

function findingOf(subject: Subject, { owner, read, statement, deferred }: Lack): Finding {
  const isCertain = read.isCertain && !deferred;
  const close = closeName(read.name, owner.members);
  const stops = isCertain ? "the notebook stops here" : "where this runs, it stops";
  const { end } = read.span;
  return {
    severity: isCertain ? "error" : "warning",
    message: `\`${owner.name}\` has no \`${read.name}\`, and nothing gives it to an object: ${stops} with an \`AttributeError\`.`,
    location: placeOf(subject, statement.cell, { start: end - read.name.length, end }),
    hint: close === null ? `write \`${read.name}\` in \`${owner.name}\`` : `did you mean \`${close}\`?`,
  };
}
