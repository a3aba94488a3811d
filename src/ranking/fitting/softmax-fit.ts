import type { Csr } from '../../core/numerics/index.js';
import { CategoryLiftRows } from '../../learning/cooccurrence/index.js';
import type { HeldOutQuery } from './hold-out.js';
import type { PriorContext } from '../candidates/index.js';

const SIGNALS = 4;

/** What the fit reads, all from the training part of the data. */
export interface FitInputs {
  readonly queries: readonly HeldOutQuery[];
  readonly evidence: Csr;
  readonly context: PriorContext;
  /** Products that the softmax runs over: every eligible one, or a sample that holds all truths. */
  readonly columns: Int32Array;
  /** How many products each column stands for. */
  readonly columnWeight: Float64Array;
  /** [rows × columns] cosine of the embeddings. */
  readonly affinity: Float32Array;
  /** [queries] the row of `affinity` of each. */
  readonly rows: Int32Array;
  /** Whether a basket is a customer's whole history instead of something bought at once. */
  readonly histories: boolean;
}

/** Gradient and (negative) second derivative of the weighted log likelihood, and p(y | x) of each truth. */
export interface Moments {
  readonly gradient: number[];
  readonly hessian: number[][];
  readonly probability: Float64Array;
}

/** Every truth of every query, in order. */
export interface TruthColumns {
  readonly query: Int32Array;
  readonly product: Int32Array;
}

/**
 * The conditional softmax over the prior's signals: cosine, log popularity, category lift, same brand.
 *
 * One pass over [queries × columns] gives the first two derivatives, as for any exponential family: the signals' values at
 * the truth minus their mean, and their covariance.
 */
export class SoftmaxFit {
  readonly truths: TruthColumns;
  private readonly columnOf: Int32Array;
  private readonly byQuery: readonly (readonly number[])[];
  private readonly lift: CategoryLiftRows;

  constructor(private readonly inputs: FitInputs) {
    const { queries, columns, context } = inputs;
    this.lift = new CategoryLiftRows(context.lift);
    this.columnOf = new Int32Array(context.categoryOf.length).fill(-1);
    columns.forEach((product, column) => (this.columnOf[product] = column));
    const query: number[] = [];
    const product: number[] = [];
    this.byQuery = queries.map(({ truth }, q) =>
      truth
        .filter((y) => this.columnOf[y] >= 0)
        .map((y) => {
          query.push(q);
          return product.push(y) - 1;
        }),
    );
    this.truths = { query: Int32Array.from(query), product: Int32Array.from(product) };
  }

  otherCategory(x: number, y: number): boolean {
    const { categoryOf, categoryGroups } = this.inputs.context;
    return categoryOf[y] >= 0 && (categoryOf[x] < 0 || categoryGroups[categoryOf[y]] !== categoryGroups[categoryOf[x]]);
  }

  /** @param weights per truth */
  moments(theta: readonly number[], weights: Float64Array): Moments {
    const { queries, columns } = this.inputs;
    const gradient = new Array<number>(SIGNALS).fill(0);
    const hessian = Array.from({ length: SIGNALS }, () => new Array<number>(SIGNALS).fill(0));
    const probability = new Float64Array(weights.length);
    const exponentials = new Float64Array(columns.length);
    for (let q = 0; q < queries.length; q++) {
      const own = this.byQuery[q];
      if (own.length === 0) continue;
      const sums = this.sumsOf(q, theta, exponentials);
      let weight = 0;
      for (const truth of own) {
        const column = this.columnOf[this.truths.product[truth]];
        probability[truth] = exponentials[column] / sums.total;
        weight += weights[truth];
        const signals = this.signalsAt(q, column);
        for (let f = 0; f < SIGNALS; f++) gradient[f] += weights[truth] * signals[f];
      }
      for (let f = 0; f < SIGNALS; f++) {
        const mean = sums.first[f] / sums.total;
        gradient[f] -= weight * mean;
        for (let g = f; g < SIGNALS; g++) {
          const covariance = sums.second[f * SIGNALS + g] / sums.total - (mean * sums.first[g]) / sums.total;
          hessian[f][g] += weight * covariance;
          if (g !== f) hessian[g][f] += weight * covariance;
        }
      }
    }
    return { gradient, hessian, probability };
  }

  /** Σ e, Σ e·f and Σ e·f·g over the columns of another category, e = weight · exp(θ·f); writes exp(θ·f) per column. */
  private sumsOf(q: number, theta: readonly number[], exponentials: Float64Array): Sums {
    const { queries, columns, columnWeight, context, affinity, rows } = this.inputs;
    const { logDemand, categoryOf, brandOf } = context;
    const x = queries[q].product;
    const [beta, alpha, lambda, rho] = theta;
    const lift = categoryOf[x] < 0 ? undefined : this.lift.of(categoryOf[x]);
    const row = rows[q] * columns.length;
    const first = new Float64Array(SIGNALS);
    const second = new Float64Array(SIGNALS * SIGNALS);
    let total = 0;
    for (let c = 0; c < columns.length; c++) {
      const y = columns[c];
      if (!this.otherCategory(x, y)) {
        exponentials[c] = 0;
        continue;
      }
      const cosine = affinity[row + c];
      const popularity = logDemand[y];
      const pair = lift === undefined ? 0 : lift[categoryOf[y]];
      const brand = brandOf[x] >= 0 && brandOf[x] === brandOf[y] ? 1 : 0;
      const exponential = Math.exp(beta * cosine + alpha * popularity + lambda * pair + rho * brand);
      exponentials[c] = exponential;
      const e = exponential * columnWeight[c];
      total += e;
      first[0] += e * cosine;
      first[1] += e * popularity;
      first[2] += e * pair;
      first[3] += e * brand;
      second[0] += e * cosine * cosine;
      second[1] += e * cosine * popularity;
      second[2] += e * cosine * pair;
      second[3] += e * cosine * brand;
      second[5] += e * popularity * popularity;
      second[6] += e * popularity * pair;
      second[7] += e * popularity * brand;
      second[10] += e * pair * pair;
      second[11] += e * pair * brand;
      second[15] += e * brand;
    }
    return { total, first, second };
  }

  private signalsAt(q: number, column: number): readonly number[] {
    const { queries, columns, context, affinity, rows } = this.inputs;
    const x = queries[q].product;
    const y = columns[column];
    const { logDemand, categoryOf, brandOf } = context;
    return [
      affinity[rows[q] * columns.length + column],
      logDemand[y],
      categoryOf[x] < 0 ? 0 : this.lift.of(categoryOf[x])[categoryOf[y]],
      brandOf[x] >= 0 && brandOf[x] === brandOf[y] ? 1 : 0,
    ];
  }
}

interface Sums {
  readonly total: number;
  readonly first: Float64Array;
  /** [signals × signals], the upper triangle. */
  readonly second: Float64Array;
}
