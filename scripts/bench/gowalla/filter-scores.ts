import { bipartiteDegrees, inversePowers, normaliseBipartite } from '../../../src/learning/propagation/index.js';
import { transpose, type Csr } from '../../../src/core/numerics/index.js';
import { AlongsideError } from '../../../src/core/index.js';
import type { SpectralBasis } from '../../../src/learning/factorisation/index.js';
import { BipartitePropagation } from '../../../src/learning/propagation/index.js';
import { DenseProducts } from '../../../src/learning/onnx/index.js';
import type { OnnxRuntime } from '../../../src/learning/onnx/index.js';
import type { ChebyshevSeries } from '../../../src/learning/propagation/index.js';
import type { GraphFilter } from '../../../src/learning/propagation/index.js';

/** Signals that are filtered together: their states are as wide as an embedding. */
const blockSignals = 64;

/** The arrays of a low pass, its vectors scaled on either side by the products' degrees. */
interface LowPass {
  readonly rank: number;
  /** [products, rank]: D^-e V */
  readonly entering: Float32Array;
  /** [products, rank]: weight · D^e V */
  readonly leaving: Float32Array;
}

/**
 * Scores every product for signals over the products (a user's history, a product alone) by a `GraphFilter`: polynomials
 * by gather-only propagation in blocks of signals, the low pass by two dense products.
 */
export class FilterScores {
  private readonly signals: number;
  private states: Float32Array;
  private earlier: Float32Array;
  private later: Float32Array;
  private readonly smooth: Float32Array;

  private constructor(
    private readonly filter: GraphFilter,
    private readonly propagation: BipartitePropagation,
    private readonly dense: DenseProducts,
    private readonly lowPass: LowPass | undefined,
    private readonly entering: Float64Array,
    private readonly leaving: Float64Array,
  ) {
    const size = entering.length * blockSignals;
    this.signals = blockSignals;
    this.states = new Float32Array(size);
    this.earlier = new Float32Array(size);
    this.later = new Float32Array(size);
    this.smooth = new Float32Array(size);
  }

  /** Signals of one call that are filtered at least as fast as fewer. */
  static readonly blockSignals = blockSignals;

  /**
   * @param interactions [rows, products], the graph
   * @param basis of at least the filter's rank; without need where the low pass weighs 0
   */
  static async open(
    runtime: OnnxRuntime,
    interactions: Csr,
    filter: GraphFilter,
    basis: SpectralBasis | undefined,
    threads?: number,
  ): Promise<FilterScores> {
    const normalised = normaliseBipartite(interactions, filter.normalisation);
    const degrees = bipartiteDegrees(interactions).columns;
    return new FilterScores(
      filter,
      await BipartitePropagation.open(runtime, normalised, transpose(normalised), blockSignals),
      await DenseProducts.open(interactions.width, threads),
      filter.lowPass.weight === 0 ? undefined : scaledBasis(filter, basis, degrees),
      inversePowers(degrees, filter.degreeExponent),
      inversePowers(degrees, -filter.degreeExponent),
    );
  }

  /**
   * @param signals [queries, products]
   * @param first, count the queries that are wanted; at most `blockSignals`
   * @param into [count, products]
   */
  async write(signals: Csr, first: number, count: number, into: Float32Array): Promise<void> {
    const { filter, states } = this;
    this.place(signals, first, count, states);
    await this.apply(filter.polynomial);
    this.collect(count, into, this.leaving);
    if (filter.standardise) standardise(into, count, signals.width);
    await this.addLowPass(signals, first, count, into);
    if (filter.sharpen.length === 1) return;
    this.restore(count, into);
    await this.apply(filter.sharpen);
    this.collect(count, into);
  }

  async close(): Promise<void> {
    await this.dense.close();
  }

  /** states = D^-b x, in the order of the plan. */
  private place(signals: Csr, first: number, count: number, states: Float32Array): void {
    states.fill(0);
    const position = this.propagation.columnPosition;
    for (let s = 0; s < count; s++) {
      for (let e = signals.offsets[first + s]; e < signals.offsets[first + s + 1]; e++) {
        const product = signals.columns[e];
        states[position[product] * this.signals + s] = signals.values[e] * this.entering[product];
      }
    }
  }

  /** states = Σ_k c_k T_k(I - 2P) · states, by the three-term recurrence. */
  private async apply(series: ChebyshevSeries): Promise<void> {
    const { propagation, states, smooth } = this;
    if (series.length === 1) {
      for (let i = 0; i < states.length; i++) states[i] *= series[0];
      return;
    }
    let before = this.earlier;
    let now = this.later;
    before.set(states);
    await propagation.roundTrip(before, now);
    for (let i = 0; i < now.length; i++) {
      now[i] = before[i] - 2 * now[i];
      states[i] = series[0] * before[i] + series[1] * now[i];
    }
    for (let k = 2; k < series.length; k++) {
      await propagation.roundTrip(now, smooth);
      const coefficient = series[k];
      for (let i = 0; i < now.length; i++) {
        const next = 2 * (now[i] - 2 * smooth[i]) - before[i];
        before[i] = next;
        states[i] += coefficient * next;
      }
      [before, now] = [now, before];
    }
  }

  /** into = the states, scaled by product where asked for, one signal a row. */
  private collect(count: number, into: Float32Array, scale?: Float64Array): void {
    const order = this.propagation.columnOrder;
    const products = order.length;
    for (let p = 0; p < products; p++) {
      const product = order[p];
      const factor = scale === undefined ? 1 : scale[product];
      for (let s = 0; s < count; s++) into[s * products + product] = factor * this.states[p * this.signals + s];
    }
  }

  private restore(count: number, from: Float32Array): void {
    const order = this.propagation.columnOrder;
    const products = order.length;
    for (let p = 0; p < products; p++) {
      for (let s = 0; s < count; s++) this.states[p * this.signals + s] = from[s * products + order[p]];
    }
  }

  private async addLowPass(signals: Csr, first: number, count: number, into: Float32Array): Promise<void> {
    if (this.lowPass === undefined) return;
    const { rank, entering, leaving } = this.lowPass;
    const products = signals.width;
    // Always a whole block, so that a signal's scores do not depend on how many are asked for.
    const projected = new Float32Array(this.signals * rank);
    for (let s = 0; s < count; s++) {
      for (let e = signals.offsets[first + s]; e < signals.offsets[first + s + 1]; e++) {
        const from = signals.columns[e] * rank;
        const value = signals.values[e];
        for (let r = 0; r < rank; r++) projected[s * rank + r] += value * entering[from + r];
      }
    }
    const smooth = this.smooth;
    await this.dense.multiplyTransposed(projected, leaving, rank, smooth);
    if (this.filter.standardise) standardise(smooth, count, products, this.filter.lowPass.weight);
    for (let i = 0; i < count * products; i++) into[i] += smooth[i];
  }
}

function scaledBasis(
  { lowPass, standardise }: GraphFilter,
  basis: SpectralBasis | undefined,
  degrees: Float64Array,
): LowPass {
  const rank = Math.min(lowPass.rank, degrees.length);
  if (basis === undefined || basis.rank < rank || basis.products !== degrees.length) {
    throw new AlongsideError(
      'spectral-basis-mismatch',
      `The filter's low pass takes ${rank} eigenvectors of ${degrees.length} products; compute them with spectralBasis.`,
      { rank, products: degrees.length },
    );
  }
  const entering = new Float32Array(degrees.length * rank);
  const leaving = new Float32Array(degrees.length * rank);
  const inverse = inversePowers(degrees, lowPass.degreeExponent);
  // The standard deviation is taken first and the weight afterwards.
  const weight = standardise ? 1 : lowPass.weight;
  for (let p = 0; p < degrees.length; p++) {
    for (let r = 0; r < rank; r++) {
      const value = basis.basis[p * basis.rank + r];
      entering[p * rank + r] = inverse[p] * value;
      leaving[p * rank + r] = inverse[p] > 0 ? (weight * value) / inverse[p] : 0;
    }
  }
  return { rank, entering, leaving };
}

/** Divides each row by its standard deviation and multiplies it by `weight`; a constant row stays. */
function standardise(rows: Float32Array, count: number, width: number, weight = 1): void {
  for (let r = 0; r < count; r++) {
    const row = rows.subarray(r * width, (r + 1) * width);
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < width; i++) {
      sum += row[i];
      squares += row[i] * row[i];
    }
    const variance = squares / width - (sum / width) ** 2;
    const scale = variance > 0 ? weight / Math.sqrt(variance) : weight;
    for (let i = 0; i < width; i++) row[i] *= scale;
  }
}
