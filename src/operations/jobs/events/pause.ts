/** Waiting that can be ended, for good. */
export class Pause {
  private ended = false;
  private wake: () => void = () => undefined;

  /** Some milliseconds, or until `end`. */
  async for(milliseconds: number): Promise<void> {
    if (this.ended || milliseconds <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  end(): void {
    this.ended = true;
    this.wake();
  }
}
