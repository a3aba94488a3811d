import type { ProductScored } from './first-stage.js';
import { borrows, type NewcomerNeighbours, type RankingInputs } from './ranking-inputs.js';
import type { FirstStage } from './first-stage.js';
import { TopPlaces } from '../../core/numerics/index.js';

/**
 * Newcomers as candidates, by the first stage's formula: each borrows the evidence of the products nearest to it in
 * content, and how much these are bought. Buffers are reused from call to call.
 */
export class NewcomerCandidates {
  /** [newcomers] */
  private readonly scores: Float64Array;
  /** [newcomers] popularity^α. */
  private readonly popularityFactor: Float64Array;
  /** [products] the query product's evidence, dense while newcomers are scored. */
  private readonly dense: Float64Array;
  private readonly top: TopPlaces;

  constructor(
    private readonly inputs: Pick<RankingInputs, 'evidence' | 'context' | 'model' | 'candidates'>,
    private readonly newcomers: NewcomerNeighbours,
  ) {
    const { context, model, candidates } = inputs;
    const { products, logPopularity } = newcomers;
    this.scores = new Float64Array(products.length);
    this.popularityFactor = Float64Array.from(products, (y) => Math.exp(model.prior.popularity * logPopularity[y]));
    this.dense = new Float64Array(context.categoryOf.length);
    this.top = new TopPlaces(candidates);
  }

  /**
   * The newcomers of other categories that score best; posteriors are shares among them all.
   *
   * @param odds [products] e^(affinityWeight · cosine) with each product
   * @param scored what the first stage says of the product
   */
  ofProduct(product: number, odds: Float32Array, { factors, evidenceScale }: ProductScored): FirstStage {
    const { context, model } = this.inputs;
    const { products } = this.newcomers;
    this.spread(product, 1);
    const brand = context.brandOf[product];
    const sameBrand = Math.exp(model.prior.sameBrand);
    for (let i = 0; i < products.length; i++) {
      const y = products[i];
      const factor = y === product ? 0 : factors[context.categoryOf[y]];
      const alike = brand >= 0 && context.brandOf[y] === brand ? sameBrand : 1;
      this.scores[i] =
        factor === 0 ? 0 : odds[y] * this.popularityFactor[i] * factor * alike + this.borrowed(y) * evidenceScale;
    }
    const best = this.best();
    const evidence = Float64Array.from(best.products, (y) => this.borrowed(y));
    this.spread(product, 0);
    return { ...best, evidence };
  }

  /** The same for a product of a category without evidence, embedding or brand. */
  ofCategory(factors: Float64Array): FirstStage {
    const { products } = this.newcomers;
    for (let i = 0; i < products.length; i++) {
      this.scores[i] = this.popularityFactor[i] * factors[this.inputs.context.categoryOf[products[i]]];
    }
    const best = this.best();
    return { ...best, evidence: new Float64Array(best.products.length) };
  }

  /**
   * For each newcomer, the product like it that speaks most for it: the neighbour whose evidence with `product` weighs most in
   * what the newcomer borrows. -1 where there is none, and for a product whose own evidence is borrowed.
   */
  through(product: number, newcomers: Int32Array): Int32Array {
    if (borrows({ newcomers: this.newcomers }, product)) return new Int32Array(newcomers.length).fill(-1);
    this.spread(product, 1);
    const found = newcomers.map((newcomer) => this.loudest(newcomer));
    this.spread(product, 0);
    return found;
  }

  private best(): Pick<FirstStage, 'products' | 'posterior'> {
    const total = this.scores.reduce((sum, score) => sum + score, 0);
    const places = this.top.of(this.scores);
    return {
      products: places.map((place) => this.newcomers.products[place]),
      posterior: Float64Array.from(places, (place) => this.scores[place] / total),
    };
  }

  /** Lays the product's evidence out in the dense buffer, or with scale 0 clears it. */
  private spread(product: number, scale: number): void {
    const { offsets, columns, values } = this.inputs.evidence.pairs;
    for (let e = offsets[product]; e < offsets[product + 1]; e++) this.dense[columns[e]] = scale * values[e];
  }

  /** The mean evidence of the query product with a newcomer's neighbours. */
  private borrowed(newcomer: number): number {
    const { offsets, columns, values } = this.newcomers.neighbours;
    let sum = 0;
    for (let n = offsets[newcomer]; n < offsets[newcomer + 1]; n++) sum += values[n] * this.dense[columns[n]];
    return sum;
  }

  private loudest(newcomer: number): number {
    const { offsets, columns, values } = this.newcomers.neighbours;
    let found = -1;
    let most = 0;
    for (let n = offsets[newcomer]; n < offsets[newcomer + 1]; n++) {
      const part = values[n] * this.dense[columns[n]];
      if (part <= most) continue;
      most = part;
      found = columns[n];
    }
    return found;
  }
}
