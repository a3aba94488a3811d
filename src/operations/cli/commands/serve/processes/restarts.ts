/** Milliseconds before a process that ended is started again: twice as many each time that it soon ends again. */
const FIRST = 100;
const LONGEST = 30_000;
/** Milliseconds after which a process that ends counts as one that ran well. */
const WELL = 60_000;

/** How long to wait before a process is started again. */
export class Restarts {
  private inARow = 0;

  /** Whether a process was started again already. */
  get again(): boolean {
    return this.inARow > 0;
  }

  /** @param lived milliseconds that the process ran */
  next(lived: number): number {
    this.inARow = lived >= WELL ? 1 : this.inARow + 1;
    return Math.min(LONGEST, FIRST * 2 ** (this.inARow - 1));
  }
}
