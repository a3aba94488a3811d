import type { Csr, Evidence } from '../adjacency/index.js';
import type { CandidateList } from '../snapshots/index.js';
import { categoryTerms, type PriorContext, type RankingModel } from './prior.js';
import { TopPlaces } from './top-places.js';

export interface RankingInputs {
  readonly evidence: Pick<Evidence, 'pairs' | 'together'>;
  /** The item graph that the network propagated over, for the paths of candidates without common basket. */
  readonly graph: Csr;
  readonly context: PriorContext;
  readonly model: RankingModel;
  /** Per category, the categories that a merchant set beside it, with weights 0 to 1. */
  readonly relations: readonly (readonly MerchantRelation[])[];
  /** Candidates kept per list. */
  readonly candidates: number;
}

export interface MerchantRelation {
  readonly related: number;
  readonly weight: number;
}

/**
 * Ranks all products for one product at a time; buffers are reused from call to call.
 *
 * s(y | x) = (C[x, y] + k · p(y | x)) / (|C_x| + k),  k = κ |C_x|^γ, with C_x the evidence of x with products of other
 * categories and p the softmax of β cos(h_x, h_y) + α log popularity(y) + λ lift(category x, category y) + ρ [same brand]
 * over all eligible products of other categories. Where there is evidence it decides, where there is none the prior does;
 * a product without any has the merchant's category relations in its prior too.
 */
export class ProductRanker {
  private readonly scores: Float64Array;
  private readonly popularityTerm: Float64Array;
  private readonly byBrand: ReadonlyMap<number, readonly number[]>;
  private readonly top: TopPlaces;

  constructor(private readonly inputs: RankingInputs) {
    const { context, model, candidates } = inputs;
    this.scores = new Float64Array(context.categoryOf.length);
    this.popularityTerm = Float64Array.from(context.logPopularity, (log, y) =>
      context.eligible[y] === 1 ? model.prior.popularity * log : -Infinity,
    );
    this.byBrand = productsByBrand(context.brandOf);
    this.top = new TopPlaces(candidates);
  }

  /**
   * The candidates of `product`, best first, ties by product number.
   *
   * @param affinity [products] cosine of its embedding with each product's
   */
  rank(product: number, affinity: Float32Array): CandidateList {
    const { evidence, context, model } = this.inputs;
    const { prior } = model;
    const { offsets, columns, values } = evidence.pairs;
    const cold = offsets[product + 1] === offsets[product];
    let sum = this.expLogits(affinity, this.categoryTerms(context.categoryOf[product], cold));
    const brand = context.brandOf[product];
    if (brand >= 0) sum += this.boost(this.byBrand.get(brand) ?? [], Math.exp(prior.sameBrand));

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
    return this.collect(product, cold ? 'category' : 'graph', 1 / (scale * (mass + strength)));
  }

  /** What a product of this category without any evidence, embedding or brand is answered. */
  rankCategory(category: number): CandidateList {
    const sum = this.expLogits(undefined, this.categoryTerms(category, true));
    return this.collect(-1, 'category', 1 / Math.max(sum, Number.MIN_VALUE));
  }

  private categoryTerms(category: number, withRelations: boolean): Float64Array {
    const { context, model, relations } = this.inputs;
    const terms = categoryTerms(context, category, model.prior.categoryLift);
    if (withRelations && category >= 0) {
      for (const { related, weight } of relations[category]) terms[related] += MERCHANT_LOG_LIFT * weight;
    }
    return terms;
  }

  /** Writes exp(logit) of every product into the scores, 0 for what may not be shown; returns their sum. */
  private expLogits(affinity: Float32Array | undefined, terms: Float64Array): number {
    const { scores, popularityTerm } = this;
    const { categoryOf } = this.inputs.context;
    const beta = affinity === undefined ? 0 : this.inputs.model.prior.affinity;
    let sum = 0;
    for (let y = 0; y < scores.length; y++) {
      const category = categoryOf[y];
      const term = category < 0 ? -Infinity : popularityTerm[y] + terms[category];
      const score = term === -Infinity ? 0 : Math.exp(term + (affinity === undefined ? 0 : beta * affinity[y]));
      scores[y] = score;
      sum += score;
    }
    return sum;
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

  private collect(product: number, source: CandidateList['source'], scale: number): CandidateList {
    const places = this.top.of(this.scores);
    const together = new Int32Array(places.length);
    if (product >= 0) {
      const shared = this.sharedBaskets(product);
      places.forEach((y, i) => (together[i] = shared.get(y) ?? 0));
    }
    return {
      source,
      products: places,
      categories: places.map((y) => this.inputs.context.categoryOf[y]),
      scores: Float32Array.from(places, (y) => this.scores[y] * scale),
      together,
      through: product < 0 ? new Int32Array(places.length).fill(-1) : this.thirdProducts(product, places, together),
    };
  }

  private sharedBaskets(product: number): Map<number, number> {
    const { pairs, together } = this.inputs.evidence;
    const shared = new Map<number, number>();
    for (let e = pairs.offsets[product]; e < pairs.offsets[product + 1]; e++) shared.set(pairs.columns[e], together[e]);
    return shared;
  }

  /** For each candidate without common basket, the neighbour that links it to the product most strongly, else -1. */
  private thirdProducts(product: number, places: Int32Array, together: Int32Array): Int32Array {
    const { offsets, columns, values } = this.inputs.graph;
    const best = new Map<number, { strength: number; through: number }>();
    places.forEach((y, i) => {
      if (together[i] === 0) best.set(y, { strength: 0, through: -1 });
    });
    for (let e = offsets[product]; best.size > 0 && e < offsets[product + 1]; e++) {
      const through = columns[e];
      for (let f = offsets[through]; f < offsets[through + 1]; f++) {
        const link = best.get(columns[f]);
        const strength = values[e] * values[f];
        if (link !== undefined && strength > link.strength) best.set(columns[f], { strength, through });
      }
    }
    return places.map((y) => best.get(y)?.through ?? -1);
  }
}

/** A merchant's relation of weight 1 counts as if the two categories were bought together e^3 ≈ 20 × more than by chance. */
const MERCHANT_LOG_LIFT = 3;

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
