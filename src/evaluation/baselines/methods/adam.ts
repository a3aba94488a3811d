const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/** Adam (Kingma and Ba, ICLR 2015) over one array of parameters. */
export class Adam {
  private readonly first: Float32Array;
  private readonly second: Float32Array;
  private steps = 0;

  constructor(
    size: number,
    private readonly rate: number,
  ) {
    this.first = new Float32Array(size);
    this.second = new Float32Array(size);
  }

  /** Moves the parameters against the gradient, in place. */
  step(parameters: Float32Array, gradient: Float32Array): void {
    this.steps++;
    const { first, second } = this;
    const rate = this.rate / (1 - FIRST_DECAY ** this.steps);
    const correction = 1 / (1 - SECOND_DECAY ** this.steps);
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i];
      const mean = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * g;
      const square = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * g * g;
      first[i] = mean;
      second[i] = square;
      parameters[i] -= (rate * mean) / (Math.sqrt(square * correction) + EPSILON);
    }
  }
}
