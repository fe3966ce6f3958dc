/** A number with its noun: `1 step`, `2 steps`; `several` where the noun does not just get an `s`. */
export function counted(number: number, noun: string, several = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : several}`;
}
