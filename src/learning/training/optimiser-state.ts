import { tensorOf, type Tensor } from '../onnx/index.js';
import { copyParameters, namedParameters, type NetworkParameters } from './network/network-parameters.js';

type Tensors = Record<string, Tensor>;

const parts = ['', '_m', '_v'] as const;

/**
 * Parameters and both moments of Adam, twice: a step reads one set and writes the other, then they change places, so that
 * nothing is copied.
 */
export class OptimiserState {
  private current: Tensors;
  private next: Tensors;
  private names: readonly string[];

  /** @param parameters taken over, not copied */
  constructor(parameters: NetworkParameters, dimension: number) {
    const named = namedParameters(parameters);
    this.names = named.map(([name]) => name);
    const shapeOf = (name: string, values: Float32Array): readonly number[] => {
      if (name === 'bias') return [values.length, 1];
      return values.length === 1 ? [1] : [values.length / dimension, dimension];
    };
    const set = (arrays: (values: Float32Array, part: string) => Float32Array): Tensors =>
      Object.fromEntries(
        named.flatMap(([name, values]) =>
          parts.map((part) => [name + part, tensorOf(arrays(values, part), shapeOf(name, values))]),
        ),
      );
    this.current = set((values, part) => (part === '' ? values : new Float32Array(values.length)));
    this.next = set((values) => new Float32Array(values.length));
  }

  /** What a step reads. */
  get inputs(): Readonly<Tensors> {
    return this.current;
  }

  /** Where a step writes, by the names of the graphs' results. */
  get outputs(): Readonly<Tensors> {
    return Object.fromEntries(Object.entries(this.next).map(([name, tensor]) => [`${name}_next`, tensor]));
  }

  /** What was written is what the next step reads. */
  swap(): void {
    [this.current, this.next] = [this.next, this.current];
  }

  /** The parameters as they are; the next steps overwrite them. */
  parameters(): NetworkParameters {
    const of = (name: string): Float32Array => this.current[name].data as Float32Array;
    return {
      itemRows: of('item_rows'),
      attributeRows: of('attribute_rows'),
      bias: of('bias'),
      logScale: of('log_scale'),
      categoryWeight: of('category_weight'),
      kernels: this.names.filter((name) => name.startsWith('kernel_')).map(of),
    };
  }

  copy(): NetworkParameters {
    return copyParameters(this.parameters());
  }

  /** All arrays, moments included, in a fixed order. */
  arrays(): readonly Float32Array[] {
    return Object.values(this.current).map((tensor) => tensor.data as Float32Array);
  }

  /** Whether every parameter is a finite number. */
  isFinite(): boolean {
    return this.names.every((name) => (this.current[name].data as Float32Array).every(Number.isFinite));
  }
}
