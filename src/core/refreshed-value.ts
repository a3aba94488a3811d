/** How long a value is believed. Ages count from the moment that its reading began. */
export interface RefreshOptions {
  /** Milliseconds for which it answers at once, and nobody reads it anew; 0: it is read each time. */
  readonly freshFor: number;
  /** Milliseconds after those for which it still answers at once, while it is read anew beside; none if left out. */
  readonly staleFor?: number;
  /** Age in milliseconds up to which it answers those who waited in vain for a newer one; none if left out. */
  readonly staleIfErrorFor?: number;
  /** Whether a fault is one that the value outlives so; any if left out. */
  readonly outlives?: (error: unknown) => boolean;
  /** Milliseconds by a clock that never goes back. */
  readonly now?: () => number;
}

/**
 * A value that lives elsewhere: stale while it is refreshed, within bounds (the `stale-while-revalidate` and `stale-if-error` of
 * RFC 5861). It is given without a promise where it is at hand, as waiting for one costs more than many a cached answer.
 */
export class RefreshedValue<Value> {
  private held: { readonly value: Value; readonly readAt: number } | undefined;
  private reading: Promise<Value> | undefined;
  private readonly now: () => number;

  /** @param read what it is now; a fault of it is met by those who wait */
  constructor(
    private readonly read: () => Promise<Value>,
    private readonly options: RefreshOptions,
  ) {
    this.now = options.now ?? (() => performance.now());
  }

  /** The value: at once while it is fresh or stale, else when it was read. */
  get(): Value | Promise<Value> {
    const { freshFor, staleFor = 0 } = this.options;
    if (this.held === undefined) return this.refresh();
    const age = this.age(this.held);
    if (age < freshFor) return this.held.value;
    const reading = this.refresh();
    if (age >= freshFor + staleFor) return reading;
    // A fault is met by whoever has to wait for the value, if it lasts.
    reading.catch(() => undefined);
    return this.held.value;
  }

  /** Milliseconds since the reading of the value began; Infinity before the first one ended. */
  get heldFor(): number {
    return this.held === undefined ? Infinity : this.age(this.held);
  }

  /** The value as it was read last; undefined before the first time. */
  get last(): Value | undefined {
    return this.held?.value;
  }

  /** Reads it anew; those who ask meanwhile share one reading. */
  refresh(): Promise<Value> {
    this.reading ??= this.start();
    return this.reading;
  }

  /** Forgets the value, and a reading that began before: whoever asks next waits for a new one. */
  drop(): void {
    this.held = undefined;
    this.reading = undefined;
  }

  private start(): Promise<Value> {
    const readAt = this.now();
    const isCurrent = (): boolean => this.reading === reading;
    const reading: Promise<Value> = this.read().then(
      (value) => {
        if (isCurrent()) [this.held, this.reading] = [{ value, readAt }, undefined];
        return value;
      },
      (error: unknown) => {
        if (isCurrent()) this.reading = undefined;
        const { held } = this;
        const { staleIfErrorFor = 0, outlives = () => true } = this.options;
        if (held !== undefined && this.age(held) < staleIfErrorFor && outlives(error)) return held.value;
        throw error;
      },
    );
    return reading;
  }

  private age({ readAt }: { readonly readAt: number }): number {
    return this.now() - readAt;
  }
}
