import type { Csr, Evidence } from '../adjacency/index.js';
import type { CandidateList } from '../snapshots/index.js';
import { categoryTerms, type PriorContext, type RankingModel } from './prior.js';
import { rescore } from './second-stage.js';
import { SIGNALS } from './signal-names.js';
import { SignalReader, type FirstStage, type SignalSources } from './signals.js';
import { ThirdProducts } from './third-products.js';
import { TopPlaces } from './top-places.js';

export interface RankingInputs {
  readonly evidence: Pick<Evidence, 'pairs' | 'together'>;
  /** The item graph that the network propagated over, for the paths of candidates without common basket. */
  readonly graph: Csr;
  readonly context: PriorContext;
  readonly model: RankingModel;
  /** What the second stage reads; without, the first stage's order stands. */
  readonly sources?: SignalSources;
  /** Where products that were seen with no other take their place; without, they have nothing but category and brand. */
  readonly newcomers?: NewcomerNeighbours;
  /** Per category, the categories that a merchant set beside it, with weights 0 to 1. */
  readonly relations: readonly (readonly MerchantRelation[])[];
  /** Candidates kept per list. */
  readonly candidates: number;
}

/** Products that nobody bought yet, and whom they borrow from. */
export interface NewcomerNeighbours {
  /** [products, products]: per newcomer the products nearest in content, weights summing to 1; empty rows for all others. */
  readonly neighbours: Csr;
  /** Newcomers that may be asked for, ascending. */
  readonly products: Int32Array;
  /** log(weighted baskets + 1), the neighbours' mean for a newcomer. */
  readonly logPopularity: Float32Array;
}

export interface MerchantRelation {
  readonly related: number;
  readonly weight: number;
}

/** The largest weight of the cosine that is used: e^80 and e^-80 still are float32 numbers with all their digits. */
const LARGEST_AFFINITY = 80;

/**
 * Ranks all products for one product at a time; buffers are reused from call to call.
 *
 * s(y | x) = (C[x, y] + k · p(y | x)) / (|C_x| + k),  k = κ |C_x|^γ, with C_x the evidence of x with products of other
 * categories and p the softmax of β cos(h_x, h_y) + α log popularity(y) + λ lift(category x, category y) + ρ [same brand]
 * over all eligible products of other categories. Where there is evidence it decides, where there is none the prior does;
 * a product without any has the merchant's category relations in its prior too.
 *
 * The exponential of the sum is taken as a product of exponentials: of the cosine's term for each pair (the caller's, in
 * float32), of popularity once a product, of the lift once a category. Products and sums are float64.
 */
export class ProductRanker {
  /** β, at most 80. */
  readonly affinityWeight: number;
  private readonly scores: Float64Array;
  /** popularity^α, 0 for what may not be recommended. */
  private readonly popularityFactor: Float64Array;
  /** Category of each product; one past the last category where it has none. */
  private readonly factorOf: Int32Array;
  private readonly byBrand: ReadonlyMap<number, readonly number[]>;
  private readonly top: TopPlaces;
  private readonly paths: ThirdProducts;
  private readonly signals: SignalReader | undefined;
  private readonly signalRows: Float64Array;
  /** [products] the query product's evidence, dense while newcomers are ranked. */
  private readonly denseEvidence: Float64Array;

  constructor(private readonly inputs: RankingInputs) {
    const { context, model, candidates } = inputs;
    const products = context.categoryOf.length;
    this.affinityWeight = Math.min(model.prior.affinity, LARGEST_AFFINITY);
    this.scores = new Float64Array(products);
    this.popularityFactor = Float64Array.from(context.logPopularity, (log, y) =>
      context.eligible[y] === 1 ? Math.exp(model.prior.popularity * log) : 0,
    );
    this.factorOf = context.categoryOf.map((category) => (category < 0 ? context.categories : category));
    this.byBrand = productsByBrand(context.brandOf);
    this.top = new TopPlaces(candidates);
    this.paths = new ThirdProducts(inputs.graph);
    this.signals =
      inputs.sources === undefined
        ? undefined
        : new SignalReader(inputs.sources, {
            ...context,
            logPopularity: inputs.newcomers?.logPopularity ?? context.logPopularity,
          });
    this.signalRows = new Float64Array(candidates * SIGNALS.length);
    this.denseEvidence = new Float64Array(inputs.newcomers === undefined ? 0 : products);
  }

  /**
   * The candidates of `product`, best first, ties by product number.
   *
   * @param affinity [products] cosine of its embedding with each product's
   */
  rank(product: number, affinity: Float32Array): CandidateList {
    return this.rankByOdds(
      product,
      affinity.map((cosine) => Math.exp(this.affinityWeight * cosine)),
    );
  }

  /** As `rank`, for a caller who has e^(affinityWeight · cosine) of each product at hand. */
  rankByOdds(product: number, odds: Float32Array): CandidateList {
    const { scale, cold } = this.scoreAll(product, odds);
    return this.reordered(product, cold ? 'category' : 'graph', this.firstStage(product, scale));
  }

  /**
   * Newcomers that go with `product`, best first: each borrows the evidence of the products nearest to it in content, and
   * how much these are bought. Empty without any newcomer of another category.
   */
  rankNewcomers(product: number, odds: Float32Array): CandidateList {
    const { newcomers, context, model, evidence } = this.inputs;
    const { scale, cold, factors, evidenceScale } = this.scoreAll(product, odds);
    this.scores.fill(0);
    if (newcomers !== undefined) {
      const { neighbours, products, logPopularity } = newcomers;
      const { offsets, columns, values } = evidence.pairs;
      for (let e = offsets[product]; e < offsets[product + 1]; e++) this.denseEvidence[columns[e]] = values[e];
      const brand = context.brandOf[product];
      for (const y of products) {
        if (y === product) continue;
        const factor = factors[this.factorOf[y]];
        if (factor === 0) continue;
        const alike = brand >= 0 && context.brandOf[y] === brand ? Math.exp(model.prior.sameBrand) : 1;
        const popularity = Math.exp(model.prior.popularity * logPopularity[y]);
        this.scores[y] = odds[y] * popularity * factor * alike + this.borrowed(y, neighbours) * evidenceScale;
      }
      const first = this.firstStage(product, scale, (y) => this.borrowed(y, neighbours));
      for (let e = offsets[product]; e < offsets[product + 1]; e++) this.denseEvidence[columns[e]] = 0;
      return this.reordered(product, cold ? 'category' : 'graph', first);
    }
    return this.reordered(product, 'category', this.firstStage(product, scale));
  }

  /** The evidence of the query product, which lies dense, with a newcomer's neighbours. */
  private borrowed(newcomer: number, { offsets, columns, values }: Csr): number {
    let sum = 0;
    for (let n = offsets[newcomer]; n < offsets[newcomer + 1]; n++) sum += values[n] * this.denseEvidence[columns[n]];
    return sum;
  }

  private reordered(product: number, source: CandidateList['source'], first: FirstStage): CandidateList {
    const { secondStage } = this.inputs.model;
    if (secondStage === undefined || this.signals === undefined) {
      return this.listOf(product, source, first.products, first.posterior);
    }
    const again = rescore(secondStage, this.signalsOf(product, first), this.logPopularityOf(first.products));
    const share = first.posterior.reduce((sum, posterior) => sum + posterior, 0);
    const order = Int32Array.from(first.products.keys()).sort(
      (a, b) => again[b] - again[a] || first.products[a] - first.products[b],
    );
    return this.listOf(
      product,
      source,
      order.map((place) => first.products[place]),
      Float64Array.from(order, (place) => share * again[place]),
    );
  }

  /** The candidates of `product` by the first stage alone, and their signals [candidates × SIGNALS]: what the second stage is fitted to. */
  candidates(
    product: number,
    odds: Float32Array,
  ): FirstStage & { readonly signals: Float64Array; readonly logPopularity: Float64Array } {
    const first = this.firstStage(product, this.scoreAll(product, odds).scale);
    return {
      ...first,
      signals: this.signalsOf(product, first).slice(0, first.products.length * SIGNALS.length),
      logPopularity: this.logPopularityOf(first.products),
    };
  }

  /** Leaves the posterior of every product in the scores, but for the factor `scale`. */
  private scoreAll(product: number, odds: Float32Array): AllScored {
    const { evidence, context, model } = this.inputs;
    const { offsets, columns, values } = evidence.pairs;
    const cold = offsets[product + 1] === offsets[product] || this.isNewcomer(product);
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
    return { scale: 1 / (scale * (mass + strength)), cold, factors, evidenceScale: scale };
  }

  private isNewcomer(product: number): boolean {
    const neighbours = this.inputs.newcomers?.neighbours;
    return neighbours !== undefined && neighbours.offsets[product + 1] > neighbours.offsets[product];
  }

  private firstStage(product: number, scale: number, evidenceOf?: (y: number) => number): FirstStage {
    const products = this.top.of(this.scores);
    const posterior = Float64Array.from(products, (y) => this.scores[y] * scale);
    if (evidenceOf !== undefined) return { products, posterior, evidence: Float64Array.from(products, evidenceOf) };
    const { pairs } = this.inputs.evidence;
    const from = pairs.offsets[product];
    const row = pairs.columns.subarray(from, pairs.offsets[product + 1]);
    const evidence = Float64Array.from(products, (y) => {
      const at = placeOf(row, y);
      return at < 0 ? 0 : pairs.values[from + at];
    });
    return { products, posterior, evidence };
  }

  private signalsOf(product: number, first: FirstStage): Float64Array {
    this.signals?.read(product, first, this.signalRows);
    return this.signalRows;
  }

  private logPopularityOf(products: Int32Array): Float64Array {
    const logPopularity = this.inputs.newcomers?.logPopularity ?? this.inputs.context.logPopularity;
    return Float64Array.from(products, (y) => logPopularity[y]);
  }

  /** What a product of this category without any evidence, embedding or brand is answered. */
  rankCategory(category: number): CandidateList {
    const alike = new Float32Array(this.scores.length).fill(1);
    const sum = this.expLogits(alike, this.categoryFactors(category, true));
    const products = this.top.of(this.scores);
    return this.listOf(
      -1,
      'category',
      products,
      Float64Array.from(products, (y) => this.scores[y] / Math.max(sum, Number.MIN_VALUE)),
    );
  }

  /** exp of each category's term for a product of `category`, 0 on its own line, and 0 for products without category. */
  private categoryFactors(category: number, withRelations: boolean): Float64Array {
    const { context, model, relations } = this.inputs;
    const terms = categoryTerms(context, category, model.prior.categoryLift);
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

  private listOf(
    product: number,
    source: CandidateList['source'],
    products: Int32Array,
    scores: Float64Array,
  ): CandidateList {
    const { together, through } = this.links(product, products);
    return {
      source,
      products,
      categories: products.map((y) => this.inputs.context.categoryOf[y]),
      scores: Float32Array.from(scores),
      together,
      through,
    };
  }

  private links(product: number, places: Int32Array): Pick<CandidateList, 'together' | 'through'> {
    if (product < 0) {
      return { together: new Int32Array(places.length), through: new Int32Array(places.length).fill(-1) };
    }
    const { pairs, together } = this.inputs.evidence;
    const from = pairs.offsets[product];
    const row = pairs.columns.subarray(from, pairs.offsets[product + 1]);
    const shared = places.map((y) => {
      const at = placeOf(row, y);
      return at < 0 ? 0 : together[from + at];
    });
    return { together: shared, through: this.paths.of(product, places, shared) };
  }
}

interface AllScored {
  /** What the scores are to be multiplied by to be probabilities. */
  readonly scale: number;
  readonly cold: boolean;
  /** What each category multiplies a candidate's score by, 0 on the product's own line. */
  readonly factors: Float64Array;
  /** What a pair's evidence adds to its score, before `scale`. */
  readonly evidenceScale: number;
}

/** Where `value` stands in ascending `row`, or -1. */
function placeOf(row: Int32Array, value: number): number {
  let low = 0;
  let high = row.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (row[middle] < value) low = middle + 1;
    else high = middle;
  }
  return row[low] === value ? low : -1;
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
