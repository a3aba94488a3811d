export interface AdamOptions {
  readonly rate: number;
  readonly firstDecay?: number;
  readonly secondDecay?: number;
}

const EPSILON = 1e-8;

/** Adam (Kingma and Ba, ICLR 2015) over one array of parameters. */
export class Adam {
  private readonly first: Float32Array;
  private readonly second: Float32Array;
  private readonly rate: number;
  private readonly firstDecay: number;
  private readonly secondDecay: number;
  private steps = 0;

  constructor(size: number, { rate, firstDecay = 0.9, secondDecay = 0.999 }: AdamOptions) {
    this.first = new Float32Array(size);
    this.second = new Float32Array(size);
    this.rate = rate;
    this.firstDecay = firstDecay;
    this.secondDecay = secondDecay;
  }

  /** Moves the parameters against the gradient, in place. */
  step(parameters: Float32Array, gradient: Float32Array): void {
    this.steps++;
    const { first, second, firstDecay, secondDecay } = this;
    const rate = this.rate / (1 - firstDecay ** this.steps);
    const correction = 1 / (1 - secondDecay ** this.steps);
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i];
      const mean = firstDecay * first[i] + (1 - firstDecay) * g;
      const square = secondDecay * second[i] + (1 - secondDecay) * g * g;
      first[i] = mean;
      second[i] = square;
      parameters[i] -= (rate * mean) / (Math.sqrt(square * correction) + EPSILON);
    }
  }
}
