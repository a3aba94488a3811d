import type { CandidateList, ProductLists, ScoreParts } from '../types.js';
import {
  CandidateLinks,
  ColdProductCandidates,
  CountedPairs,
  FirstStageScores,
  valuesInRow,
  type FirstStage,
  type ProductScored,
  type RankingInputs,
} from '../candidates/index.js';
import { calibrated } from './calibrated.js';
import { Reranker, logShares, type OrderedCandidates } from './reranker.js';
import { TopK } from '../../core/numerics/index.js';

/** Share of the candidates that score best; the others score best for how much they are bought. */
const BY_SCORE = 0.8;
const RARITY = 0.6;
/** Cold-start products kept per list. */
const COLD_PRODUCTS = 100;
const NOBODY: OrderedCandidates = {
  products: new Int32Array(),
  scores: new Float64Array(),
  zero: new Float64Array(),
  one: new Float64Array(),
  probabilities: new Float64Array(),
};

/**
 * Ranks all products for one product at a time: scores them, keeps the best, orders these anew, and says what links each to
 * the product. Buffers are reused from call to call.
 */
export class ProductRanker {
  /** β, the weight of the cosine in the logit. */
  readonly affinityWeight: number;
  private readonly first: FirstStageScores;
  private readonly top: TopK;
  private readonly topRelative: TopK;
  private readonly relative: Float64Array;
  /** [products] (popularity + 1)^-RARITY. */
  private readonly rarity: Float64Array;
  private readonly pairs: CountedPairs;
  private readonly order: Reranker;
  private readonly links: CandidateLinks;
  private readonly coldProducts: ColdProductCandidates | undefined;

  /** @param explained candidates of each list, from the best on, whose scores' parts are told with it */
  constructor(
    private readonly inputs: RankingInputs,
    explained = 0,
  ) {
    this.first = new FirstStageScores(inputs);
    this.affinityWeight = this.first.affinityWeight;
    const { logPopularity } = inputs.context;
    const most = Math.ceil(BY_SCORE * inputs.candidates);
    this.top = new TopK(most);
    this.topRelative = new TopK(inputs.candidates - most);
    this.relative = new Float64Array(logPopularity.length);
    this.rarity = Float64Array.from(logPopularity, (log) => Math.exp(-RARITY * log));
    this.pairs = new CountedPairs(inputs.evidence);
    this.order = new Reranker(inputs, explained);
    this.links = new CandidateLinks(inputs);
    this.coldProducts =
      inputs.coldProducts === undefined ? undefined : new ColdProductCandidates(inputs, inputs.coldProducts);
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
    return this.ownList(product, this.first.scoreProduct(product, odds)).list;
  }

  /** As `rankByOdds`, with what the scores are made of. */
  rankExplained(product: number, odds: Float32Array): ProductLists {
    return { product, ...this.ownList(product, this.first.scoreProduct(product, odds)) };
  }

  /** Cold-start products that go with `product`, best first, at most 100. Empty without any cold-start product of another category. */
  rankColdProducts(product: number, odds: Float32Array): CandidateList {
    return this.coldProductList(product, odds, this.first.scoreProduct(product, odds)).coldProducts;
  }

  /** Both lists of `product`, from one scoring. */
  rankWithColdProducts(product: number, odds: Float32Array): ProductLists {
    const scored = this.first.scoreProduct(product, odds);
    return { product, ...this.ownList(product, scored), ...this.coldProductList(product, odds, scored) };
  }

  /** The candidates of `product` by the first stage alone, and their signals [candidates × SIGNALS]: what the second stage is fitted to. */
  candidates(
    product: number,
    odds: Float32Array,
  ): FirstStage & { readonly signals: Float64Array; readonly logPopularity: Float64Array } {
    const first = this.firstStage(product, this.first.scoreProduct(product, odds));
    return {
      ...first,
      signals: this.order.signalsOf(product, first),
      logPopularity: this.order.logPopularityOf(first.products),
    };
  }

  /** What a product of this category without any evidence, embedding or brand is answered. */
  rankCategory(category: number): CandidateList {
    const sum = Math.max(this.first.scoreCategory(category), Number.MIN_VALUE);
    const products = this.top.of(this.first.scores);
    const scores = Float64Array.from(products, (y) => this.first.scores[y] / sum);
    return this.unlinked(asScored(products, scores));
  }

  /** The cold-start products for a product of this category, -1 for none, without any evidence, embedding or brand; at most 100. */
  rankCategoryColdProducts(category: number): CandidateList {
    if (this.coldProducts === undefined) return this.unlinked(NOBODY);
    const { products, posterior } = this.coldProducts.ofCategory(this.first.categoryFactors(category, true));
    return this.unlinked(strongest(asScored(products, posterior)));
  }

  private ownList(product: number, scored: ProductScored): Pick<ProductLists, 'list' | 'parts'> {
    const ordered = this.order.order(product, this.firstStage(product, scored));
    const list: CandidateList = {
      ...this.unlinked(ordered),
      source: scored.cold ? 'category' : 'graph',
      ...this.links.of(this.inputs.askingRows?.toldAs[product] ?? product, ordered.products),
    };
    return ordered.parts === undefined ? { list } : { list, parts: ordered.parts };
  }

  private coldProductList(
    product: number,
    odds: Float32Array,
    scored: ProductScored,
  ): { readonly coldProducts: CandidateList; readonly coldProductParts?: ScoreParts } {
    if (this.coldProducts === undefined) return { coldProducts: this.unlinked(NOBODY) };
    const ordered = strongest(this.order.order(product, this.coldProducts.ofProduct(product, odds, scored)));
    const told = this.inputs.askingRows?.toldAs[product] ?? product;
    const coldProducts = { ...this.unlinked(ordered), through: this.coldProducts.through(told, ordered.products) };
    return ordered.parts === undefined ? { coldProducts } : { coldProducts, coldProductParts: ordered.parts };
  }

  private firstStage(product: number, { scale }: ProductScored): FirstStage {
    const products = this.candidatesOf(product);
    const { pairs } = this.inputs.evidence;
    return {
      products,
      posterior: Float64Array.from(products, (y) => this.first.scores[y] * scale),
      evidence: valuesInRow(pairs, pairs.values, product, products),
    };
  }

  /**
   * The candidates that score best, and those that score best for how much they are bought, ascending by product; pairs that
   * were bought together less than by chance are none.
   */
  private candidatesOf(product: number): Int32Array {
    const { scores } = this.first;
    const found = new Set(this.top.of(scores));
    for (let y = 0; y < scores.length; y++) this.relative[y] = scores[y] * this.rarity[y];
    for (const y of this.topRelative.of(this.relative)) found.add(y);
    return Int32Array.from(found)
      .filter((y) => !this.pairs.belowChance(product, y))
      .sort();
  }

  /** A list whose candidates have no basket in common with what it answers. */
  private unlinked({ products, scores, zero, one, probabilities }: OrderedCandidates): CandidateList {
    return {
      source: 'category',
      products,
      categories: products.map((y) => this.inputs.context.categoryOf[y]),
      scores: Float32Array.from(scores),
      zero: Float32Array.from(zero),
      one: Float32Array.from(one),
      probabilities: Float32Array.from(probabilities, (p) => calibrated(this.inputs.model.calibration, p)),
      together: new Int32Array(products.length),
      people: new Uint8Array(products.length),
      sessions: new Int32Array(products.length),
      sessionPeople: new Uint8Array(products.length),
      through: new Int32Array(products.length).fill(-1),
    };
  }
}

/** Candidates in one order at any balance. */
function asScored(products: Int32Array, scores: Float64Array): OrderedCandidates {
  const logs = logShares(scores);
  return { products, scores, zero: logs, one: logs, probabilities: scores };
}

/** The best of some cold-start products; how probable any is nobody can tell, for none was ever bought. */
function strongest({ products, scores, zero, one, probabilities, ...rest }: OrderedCandidates): OrderedCandidates {
  return {
    ...rest,
    products: products.slice(0, COLD_PRODUCTS),
    scores: scores.slice(0, COLD_PRODUCTS),
    zero: zero.slice(0, COLD_PRODUCTS),
    one: one.slice(0, COLD_PRODUCTS),
    probabilities: probabilities.slice(0, COLD_PRODUCTS).fill(NaN),
  };
}
