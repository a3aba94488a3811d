import { CategoryLiftRows } from '../../learning/cooccurrence/index.js';
import { categoryTerms } from './prior.js';
import { borrows, type RankingInputs } from './ranking-inputs.js';

/** Candidates of one product and what the first stage says of them. */
export interface FirstStage {
  readonly products: Int32Array;
  /** [candidates] p(y | x) by evidence and prior. */
  readonly posterior: Float64Array;
  /** [candidates] C[x, y]. */
  readonly evidence: Float64Array;
}

/** The largest weight of the cosine that is used: e^80 and e^-80 still are float32 numbers with all their digits. */
const LARGEST_AFFINITY = 80;
/** A merchant's relation of weight 1 counts as if the two categories were bought together e^3 ≈ 20 × more than by chance. */
const MERCHANT_LOG_LIFT = 3;

/** What scoring all products for one leaves behind, beside the scores. */
export interface ProductScored {
  /** What the scores are to be multiplied by to be probabilities. */
  readonly scale: number;
  /** Whether the product has no evidence of its own. */
  readonly cold: boolean;
  /** What each category multiplies a candidate's score by, 0 on the product's own category group and for no category (the last). */
  readonly factors: Float64Array;
  /** What a pair's evidence adds to its score, before `scale`. */
  readonly evidenceScale: number;
}

/**
 * The first stage: scores all products for one product at a time; buffers are reused from call to call.
 *
 * s(y | x) = (C[x, y] + k · p(y | x)) / (|C_x| + k),  k = κ |C_x|^γ, with C_x the evidence of x with products of other
 * categories and p the softmax of β cos(h_x, h_y) + α log popularity(y) + λ lift(category x, category y) + ρ [same brand]
 * over all eligible products of other categories. Where there is evidence it decides, where there is none the prior does;
 * a product without any has the merchant's category relations in its prior too.
 *
 * The exponential of the sum is taken as a product of exponentials: of the cosine's term for each pair (the caller's, in
 * float32), of popularity once a product, of the lift once a category. Products and sums are float64.
 */
export class FirstStageScores {
  /** β, at most 80. */
  readonly affinityWeight: number;
  /** [products] the scores of the last call, 0 for what may not be shown. */
  readonly scores: Float64Array;
  /** [products] category of each product; one past the last category where it has none. */
  readonly factorOf: Int32Array;
  /** popularity^α, 0 for what may not be recommended. */
  private readonly popularityFactor: Float64Array;
  private readonly byBrand: ReadonlyMap<number, readonly number[]>;
  private readonly lift: CategoryLiftRows;

  constructor(
    private readonly inputs: Pick<
      RankingInputs,
      'evidence' | 'context' | 'model' | 'relations' | 'coldProducts' | 'askingRows'
    >,
  ) {
    const { context, model } = inputs;
    this.affinityWeight = Math.min(model.prior.affinity, LARGEST_AFFINITY);
    this.scores = new Float64Array(context.categoryOf.length);
    this.popularityFactor = Float64Array.from(context.logDemand, (log, y) =>
      context.eligible[y] === 1 ? Math.exp(model.prior.popularity * log) : 0,
    );
    this.factorOf = context.categoryOf.map((category) => (category < 0 ? context.categories : category));
    this.byBrand = productsByBrand(context.brandOf);
    this.lift = new CategoryLiftRows(context.lift);
  }

  /**
   * Leaves the posterior of every product in the scores, but for the factor `scale`.
   *
   * @param odds [products] e^(affinityWeight · cosine) with each product
   */
  scoreProduct(product: number, odds: Float32Array): ProductScored {
    const { evidence, context, model } = this.inputs;
    const { offsets, columns, values } = evidence.pairs;
    const cold = offsets[product + 1] === offsets[product] || borrows(this.inputs, product);
    const factors = this.categoryFactors(context.categoryOf[product], cold);
    let sum = this.expLogits(odds, factors);
    const brand = context.brandOf[product];
    if (brand >= 0) sum += this.boost(this.byBrand.get(brand) ?? [], Math.exp(model.prior.sameBrand));

    let mass = 0;
    for (let e = offsets[product]; e < offsets[product + 1]; e++) {
      if (this.scores[columns[e]] > 0) mass += values[e];
    }
    // The scores so far are exp(logit); scaled by k / sum they would be k · p. Scale the evidence instead: it is sparse.
    const strength = model.kappa * Math.max(mass, 1e-9) ** model.gamma;
    const scale = sum / strength;
    for (let e = offsets[product]; e < offsets[product + 1]; e++) {
      if (this.scores[columns[e]] > 0) this.scores[columns[e]] += values[e] * scale;
    }
    this.scores[product] = 0;
    if (this.inputs.askingRows !== undefined) this.scores[this.inputs.askingRows.standsFor[product]] = 0;
    return { scale: 1 / (scale * (mass + strength)), cold, factors, evidenceScale: scale };
  }

  /** Leaves in the scores what a product of this category without evidence, embedding or brand has; returns their sum. */
  scoreCategory(category: number): number {
    const alike = new Float32Array(this.scores.length).fill(1);
    return this.expLogits(alike, this.categoryFactors(category, true));
  }

  /** exp of each category's term for a product of `category`, 0 on its own category group, and 0 for products without category. */
  categoryFactors(category: number, withRelations: boolean): Float64Array {
    const { context, model, relations } = this.inputs;
    const terms = categoryTerms(context, (each) => this.lift.of(each), category, model.prior.categoryLift);
    if (withRelations && category >= 0) {
      for (const { related, weight } of relations[category]) terms[related] += MERCHANT_LOG_LIFT * weight;
    }
    const factors = new Float64Array(context.categories + 1);
    for (let b = 0; b < context.categories; b++) factors[b] = Math.exp(terms[b]);
    return factors;
  }

  /** Writes exp(logit) of every product into the scores, 0 for what may not be shown; returns their sum. */
  private expLogits(odds: Float32Array, factors: Float64Array): number {
    const { scores, popularityFactor, factorOf } = this;
    const products = scores.length;
    const even = products - (products % 2);
    // Two sums, because each addition waits for the one before it.
    let sum = 0;
    let other = 0;
    for (let y = 0; y < even; y += 2) {
      const score = odds[y] * popularityFactor[y] * factors[factorOf[y]];
      const next = odds[y + 1] * popularityFactor[y + 1] * factors[factorOf[y + 1]];
      scores[y] = score;
      scores[y + 1] = next;
      sum += score;
      other += next;
    }
    if (even < products) sum += scores[even] = odds[even] * popularityFactor[even] * factors[factorOf[even]];
    return sum + other;
  }

  private boost(products: readonly number[], factor: number): number {
    let gained = 0;
    for (const y of products) {
      const more = this.scores[y] * (factor - 1);
      this.scores[y] += more;
      gained += more;
    }
    return gained;
  }
}

function productsByBrand(brandOf: Int32Array): Map<number, number[]> {
  const byBrand = new Map<number, number[]>();
  brandOf.forEach((brand, product) => {
    if (brand < 0) return;
    const products = byBrand.get(brand);
    if (products === undefined) byBrand.set(brand, [product]);
    else products.push(product);
  });
  return byBrand;
}
