import type { Program, ProgramStatement } from "./random-program.ts";

/**
 * The smallest program that still fails, found by leaving out statements, many at first and then one by one, and by
 * taking away borders. `fails` is asked at most `limit` times; it must be false for a program that is not valid.
 */
export async function makeSmaller(
  program: Program,
  fails: (smaller: Program) => Promise<boolean>,
  limit: number,
): Promise<Program> {
  let current = program.statements;
  let left = limit;
  const accept = async (statements: readonly ProgramStatement[]): Promise<boolean> => {
    if (left-- <= 0 || !(await fails({ statements }))) return false;
    current = statements;
    return true;
  };
  for (let size = Math.ceil(current.length / 2); size >= 1 && left > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = current.length - size; at >= 0 && left > 0; ) {
      await accept([...current.slice(0, at), ...current.slice(at + size)]);
      at = Math.min(at, current.length) - size;
    }
  }
  for (let index = 1; index < current.length && left > 0; index++) {
    const plain = current.map((one, at) => (at === index ? { ...one, border: "none" as const } : one));
    if (current[index]?.border !== "none") await accept(plain);
  }
  return { statements: current };
}
