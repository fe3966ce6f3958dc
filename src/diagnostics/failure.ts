/**
 * Expected trouble of the world around us (a missing file, no permission, no interpreter), as opposed to a
 * diagnostic (about the notebook) and to a bug. Thrown anywhere, caught once, in `cli`, and shown without a stack.
 */
export class Failure extends Error {
  /** Short kebab-case name, stable, for scripts: `file-not-found`. */
  readonly code: string;
  /** What the user can do about it, a sentence or a command. */
  readonly hint: string | undefined;

  constructor(code: string, message: string, hint?: string) {
    super(message);
    this.name = "Failure";
    this.code = code;
    this.hint = hint;
  }
}
