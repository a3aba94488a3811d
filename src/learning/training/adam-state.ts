import { tensorOf, type Tensor } from '../onnx/index.js';

/** A parameter under the name that the training graphs give it. */
export interface NamedParameter {
  readonly name: string;
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** The values of all parameters by name, in a fixed order. */
export type ParameterValues = Readonly<Record<string, Float32Array>>;

type Tensors = Readonly<Record<string, Tensor>>;

/** A parameter and its first and second moment. */
const parts = ['', '_m', '_v'] as const;

/**
 * Parameters and both moments of Adam, twice: a step reads one set and writes the other, then they change places, so that
 * nothing is copied.
 */
export class AdamState {
  private current: Tensors;
  private next: Tensors;
  private readonly names: readonly string[];

  /** @param parameters their values are taken over, not copied */
  constructor(parameters: readonly NamedParameter[]) {
    this.names = parameters.map(({ name }) => name);
    const set = (arrays: (values: Float32Array, part: string) => Float32Array): Tensors =>
      Object.fromEntries(
        parameters.flatMap(({ name, values, shape }) =>
          parts.map((part) => [name + part, tensorOf(arrays(values, part), shape)]),
        ),
      );
    this.current = set((values, part) => (part === '' ? values : new Float32Array(values.length)));
    this.next = set((values) => new Float32Array(values.length));
  }

  /** What a step reads. */
  get inputs(): Tensors {
    return this.current;
  }

  /** Where a step writes, by the names of the graphs' results. */
  get outputs(): Tensors {
    return Object.fromEntries(Object.entries(this.next).map(([name, tensor]) => [`${name}_next`, tensor]));
  }

  /** What was written is what the next step reads. */
  swap(): void {
    [this.current, this.next] = [this.next, this.current];
  }

  /** The parameters as they are; the next steps overwrite them. */
  parameters(): ParameterValues {
    return Object.fromEntries(this.names.map((name) => [name, this.current[name].data as Float32Array]));
  }

  /** All arrays, moments included, in a fixed order. */
  arrays(): readonly Float32Array[] {
    return Object.values(this.current).map((tensor) => tensor.data as Float32Array);
  }

  /** Whether every parameter is a finite number. */
  isFinite(): boolean {
    return Object.values(this.parameters()).every((values) => values.every(Number.isFinite));
  }
}

export function copyOf(parameters: ParameterValues): ParameterValues {
  return Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, values.slice()]));
}
