import type { Diagnostic, Severity } from "../diagnostics/types.ts";
import type { Subject } from "./subject.ts";

/** A notebook that shows what a rule finds, or what it wants instead. */
export interface Example {
  /**
   * A percent script; or, where outputs or execution counts matter, a transcript: `In [3]:` and `Out [3]:` on lines of
   * their own, code and printed text below; or the JSON of an `.ipynb` file.
   */
  readonly notebook: string;
  /** Text files that lie beside it, by path: `requirements.txt`. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Distributions that are installed in the interpreter that was asked for, with their versions. Absent: none was asked for. */
  readonly installed?: Readonly<Record<string, string>>;
}

/** What a rule is about, for people. Texts are Markdown. */
export interface RuleDocs {
  /** What it finds: one sentence. */
  readonly finds: string;
  /** Why that matters, and what is not found. */
  readonly why: string;
  /** How to mend it. */
  readonly mend: string;
  /** Each gives a diagnostic of the rule. */
  readonly bad: readonly Example[];
  /** None gives a diagnostic of the rule, nor an error or warning of another one. */
  readonly good: readonly Example[];
  /** What `--fix` does, where the rule offers a fix, and whether that is safe. */
  readonly fix?: string;
  /** Addresses of what to read. */
  readonly references?: readonly string[];
}

/** One answer of a rule; code and severity are the rule's, where it does not say otherwise. */
export type Finding = Omit<Diagnostic, "code" | "severity"> & { readonly severity?: Severity };

/** A question that is asked of each notebook. */
export interface Rule {
  /** `CW` and three digits; see the families in `docs/rules.md`. */
  readonly code: string;
  /** In kebab-case: `use-before-definition`. */
  readonly name: string;
  readonly severity: Severity;
  readonly docs: RuleDocs;
  /** Pure; reads nothing but its subject. */
  readonly check: (subject: Subject) => readonly Finding[];
}
