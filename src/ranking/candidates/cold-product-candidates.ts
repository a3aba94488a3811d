import { CountedPairs } from './counted-pairs.js';
import type { FirstStage, ProductScored } from './first-stage.js';
import { borrows, type ColdProductNeighbours, type RankingInputs } from './ranking-inputs.js';
import { TopK } from '../../core/numerics/index.js';

/**
 * Cold-start products as candidates, by the first stage's formula: each borrows the evidence of the products nearest to it in
 * content, and how much these are bought. Buffers are reused from call to call.
 */
export class ColdProductCandidates {
  /** [cold-start products] */
  private readonly scores: Float64Array;
  /** [cold-start products] popularity^α. */
  private readonly popularityFactor: Float64Array;
  /** [products] the query product's evidence, dense while cold-start products are scored. */
  private readonly dense: Float64Array;
  private readonly top: TopK;
  private readonly counted: CountedPairs;

  constructor(
    private readonly inputs: Pick<RankingInputs, 'evidence' | 'context' | 'model' | 'candidates' | 'askingRows'>,
    private readonly coldProducts: ColdProductNeighbours,
  ) {
    const { context, model, candidates } = inputs;
    const { products, logDemand } = coldProducts;
    this.scores = new Float64Array(products.length);
    this.popularityFactor = Float64Array.from(products, (y) => Math.exp(model.prior.popularity * logDemand[y]));
    this.dense = new Float64Array(context.categoryOf.length);
    this.top = new TopK(candidates);
    this.counted = new CountedPairs(inputs.evidence);
  }

  /**
   * The cold-start products of other categories that score best; posteriors are shares among them all.
   *
   * @param odds [products] e^(affinityWeight · cosine) with each product
   * @param scored what the first stage says of the product
   */
  ofProduct(product: number, odds: Float32Array, { factors, evidenceScale }: ProductScored): FirstStage {
    const { context, model } = this.inputs;
    const { products } = this.coldProducts;
    this.spread(product, 1);
    const brand = context.brandOf[product];
    const sameBrand = Math.exp(model.prior.sameBrand);
    const self = this.inputs.askingRows?.standsFor[product] ?? product;
    for (let i = 0; i < products.length; i++) {
      const y = products[i];
      const factor = y === self ? 0 : factors[context.categoryOf[y]];
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
    const { products } = this.coldProducts;
    for (let i = 0; i < products.length; i++) {
      this.scores[i] = this.popularityFactor[i] * factors[this.inputs.context.categoryOf[products[i]]];
    }
    const best = this.best();
    return { ...best, evidence: new Float64Array(best.products.length) };
  }

  /**
   * For each cold-start product, the product like it that speaks most for it: of the neighbours that were bought with `product` more than
   * by chance, the one whose evidence with it weighs most in what the cold-start product borrows. -1 where there is none, and for a product whose own evidence is borrowed.
   */
  through(product: number, coldProducts: Int32Array): Int32Array {
    if (borrows({ coldProducts: this.coldProducts }, product)) return new Int32Array(coldProducts.length).fill(-1);
    this.spread(product, 1);
    const found = coldProducts.map((coldProduct) => this.loudest(product, coldProduct));
    this.spread(product, 0);
    return found;
  }

  private best(): Pick<FirstStage, 'products' | 'posterior'> {
    const total = this.scores.reduce((sum, score) => sum + score, 0);
    const places = this.top.of(this.scores);
    return {
      products: places.map((place) => this.coldProducts.products[place]),
      posterior: Float64Array.from(places, (place) => this.scores[place] / total),
    };
  }

  /** Lays the product's evidence out in the dense buffer, or with scale 0 clears it. */
  private spread(product: number, scale: number): void {
    const { offsets, columns, values } = this.inputs.evidence.pairs;
    for (let e = offsets[product]; e < offsets[product + 1]; e++) this.dense[columns[e]] = scale * values[e];
  }

  /** The mean evidence of the query product with a cold-start product's neighbours. */
  private borrowed(coldProduct: number): number {
    const { offsets, columns, values } = this.coldProducts.neighbours;
    let sum = 0;
    for (let n = offsets[coldProduct]; n < offsets[coldProduct + 1]; n++) sum += values[n] * this.dense[columns[n]];
    return sum;
  }

  private loudest(product: number, coldProduct: number): number {
    const { offsets, columns, values } = this.coldProducts.neighbours;
    let found = -1;
    let most = 0;
    for (let n = offsets[coldProduct]; n < offsets[coldProduct + 1]; n++) {
      const part = values[n] * this.dense[columns[n]];
      if (part <= most || !this.counted.aboveChance(product, columns[n])) continue;
      most = part;
      found = columns[n];
    }
    return found;
  }
}
