/**
 * How much of what hangs together is followed in one notebook. What code reaches is told of each statement, so that a notebook
 * in which everything reaches everything costs the square of its length: beyond the limit only what is near is looked at.
 */
export class WorkBudget {
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  /** Notes that so many things were looked at. */
  spend(count: number): void {
    this.#left -= count;
  }

  /** Whether the limit was reached: what is found from now on is not all. */
  get isSpent(): boolean {
    return this.#left < 0;
  }
}
