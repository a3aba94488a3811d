import type { WriterLease } from '../../../storage/intake/index.js';

/** A lease that is prolonged again and again, until that fails or it is given up. */
export class HeldLease {
  private readonly timer: NodeJS.Timeout;
  private lost = false;

  constructor(
    private readonly lease: Pick<WriterLease, 'hold' | 'release'>,
    every: number,
  ) {
    this.timer = setInterval(() => {
      this.lease.hold().then(
        (held) => (this.lost ||= !held),
        () => (this.lost = true),
      );
    }, every);
  }

  /** Whether it was prolonged each time. */
  get held(): boolean {
    return !this.lost;
  }

  async end(): Promise<void> {
    clearInterval(this.timer);
    // A Redis that is away lets it run out.
    await this.lease.release().catch(() => undefined);
  }
}
