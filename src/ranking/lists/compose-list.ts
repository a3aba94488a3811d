import type { ItemSource } from '../types.js';
import { unlinkedCandidate, type Candidate } from '../candidates/index.js';
import { mergeCandidates, type WeightedList } from './merge-candidates.js';
import { nearestProducts, type Nearness } from './nearest-products.js';
import { orderAtBalance } from './order-at-balance.js';
import { PolicyFilter, type CategoryPolicy } from './policy.js';
import { sampleOrder, type Sampling } from './sample-order.js';
import type { Wishes } from './wishes.js';

export interface ComposedItem extends Candidate {
  readonly source: ItemSource;
}

/** A basket and all that may answer it. */
export interface ListRequest {
  /** The products asked about, which are not shown. */
  readonly basket: readonly { readonly product: number; readonly category: number }[];
  /** Whether what is of the categories of the products asked about is not shown either; it is not if left out. */
  readonly excludeBasketCategories?: boolean;
  /** What else is never shown, others of their categories being free: what the customer has. */
  readonly hidden?: readonly number[];
  /** Ready-made lists of the products that answer and have one; the graph's go before the category's. */
  readonly lists: readonly WeightedList[];
  /** For an exact search where the ready-made lists of the graph end; left out: none. */
  readonly nearness?: Nearness | undefined;
  /** Lists of the categories of the basket's products, for cold products and short lists. */
  readonly categoryLists: readonly WeightedList[];
  /** All products that have a category, the most bought first. */
  readonly popular: Int32Array;
  readonly categoryOf: Int32Array;
  readonly policy: CategoryPolicy;
  /** What is asked of each product beside its category: filters, and what the merchant does not forbid. */
  readonly admits?: ((product: number) => boolean) | undefined;
  readonly wishes?: Wishes | undefined;
  /** 0 (what buyers also take) to 1 (what belongs to the products alone), of the ready-made lists; left out: as the model made them. */
  readonly balance?: number | undefined;
  /** Left out: by score. */
  readonly sampling?: Sampling | undefined;
  readonly limit: number;
}

/** Candidates of one source, best first. */
interface Stage {
  readonly source: ItemSource;
  readonly candidates: () => Iterable<Candidate>;
}

/**
 * One list, source by source: what the shop pinned; the graph's candidates; for products that the graph knows, those nearest
 * to them; what goes with their categories; what is popular in other categories. What the shop buried comes last, in the
 * same order.
 *
 * Never short while any product passes: the last source holds all. Scores fall along the list but for pinned items and
 * where it is sampled: an item of a later source is scored below all of those before. The first items of a longer list are
 * the shorter list.
 */
export function composeList(asked: ListRequest): ComposedItem[] {
  const request = atBalance(asked);
  const composition = new Composition(request);
  composition.pin();
  const stages = stagesOf(request, composition.filter);
  for (const stage of stages) composition.add(stage, false);
  if (request.wishes?.buries === true) for (const stage of stages) composition.add(stage, true);
  return composition.items;
}

/** The question with its ready-made lists in the order of the balance that it asks for. */
function atBalance(request: ListRequest): ListRequest {
  const { lists, categoryLists, balance } = request;
  if (balance === undefined) return request;
  const ordered = (each: WeightedList): WeightedList => ({ ...each, list: orderAtBalance(each.list, balance) });
  return { ...request, lists: lists.map(ordered), categoryLists: categoryLists.map(ordered) };
}

function stagesOf({ lists, nearness, categoryLists, popular, categoryOf }: ListRequest, filter: PolicyFilter): Stage[] {
  const own = (source: CandidateSource): readonly WeightedList[] => lists.filter(({ list }) => list.source === source);
  const category: Stage[] = [
    { source: 'category', candidates: () => mergeCandidates(own('category')) },
    { source: 'category', candidates: () => mergeCandidates(categoryLists) },
  ];
  const nearest: Stage[] =
    nearness === undefined
      ? []
      : [
          {
            source: 'nearest',
            candidates: () => nearestProducts(nearness, categoryOf, (product, of) => filter.admits(product, of)),
          },
        ];
  // A product that the graph knows has its place from the graph; that of another is a guess, worth less than its category.
  const known = own('graph').length > 0;
  return [
    { source: 'graph', candidates: () => mergeCandidates(own('graph')) },
    ...(known ? [...nearest, ...category] : [...category, ...nearest]),
    { source: 'popular', candidates: () => popularCandidates(popular, categoryOf) },
  ];
}

type CandidateSource = WeightedList['list']['source'];

function* popularCandidates(popular: Int32Array, categoryOf: Int32Array): Generator<Candidate> {
  for (let rank = 0; rank < popular.length; rank++) {
    const product = popular[rank];
    yield unlinkedCandidate(product, categoryOf[product], 1 / (rank + 2));
  }
}

/** Field by field: to copy a candidate whole and add to it takes several times as long. */
function itemOf(
  {
    product,
    category,
    probability,
    probabilityPeople,
    because,
    together,
    people,
    sessions,
    sessionPeople,
    through,
  }: Candidate,
  score: number,
  source: ItemSource,
): ComposedItem {
  return {
    product,
    category,
    score,
    probability,
    probabilityPeople,
    because,
    together,
    people,
    sessions,
    sessionPeople,
    through,
    source,
  };
}

/** A list while it is made. */
class Composition {
  readonly items: ComposedItem[] = [];
  readonly filter: PolicyFilter;
  /** The lowest score so far, pinned items aside. */
  private least = Infinity;

  constructor(private readonly request: ListRequest) {
    const { basket, excludeBasketCategories = true, hidden = [], policy, admits } = request;
    this.filter = new PolicyFilter(
      policy,
      [...basket.map(({ product }) => product), ...hidden],
      excludeBasketCategories ? basket.map(({ category }) => category) : [],
      admits,
    );
  }

  /** Puts what the shop pinned at the top, as far as policy and filters admit it. */
  pin(): void {
    const { wishes, lists, categoryOf, limit } = this.request;
    if (wishes === undefined || wishes.pinned.length === 0) return;
    const known = new Map<number, ComposedItem>();
    for (const source of ['category', 'graph'] as const) {
      for (const candidate of mergeCandidates(lists.filter(({ list }) => list.source === source))) {
        if (wishes.pinned.includes(candidate.product)) known.set(candidate.product, { ...candidate, source });
      }
    }
    for (const product of wishes.pinned) {
      if (this.items.length >= limit) return;
      const category = categoryOf[product];
      if (!this.filter.take(product, category)) continue;
      this.items.push(known.get(product) ?? itemOf(unlinkedCandidate(product, category, 0), 0, 'pinned'));
    }
  }

  /** Adds what a source has, as long as there is room; of what the shop buried only that, or all but that. */
  add({ source, candidates }: Stage, buried: boolean): void {
    const { limit } = this.request;
    if (this.items.length >= limit) return;
    const ceiling = this.least;
    let scale: number | undefined;
    for (const { candidate, best } of this.inOrder(candidates())) {
      if (!this.takes(candidate, buried)) continue;
      const most = best ?? candidate.score;
      scale ??= ceiling === Infinity || most <= 0 ? 1 : Math.min(1, ceiling / most);
      // Rounding could lift score · (ceiling / score) above the ceiling.
      const score = Math.min(candidate.score * scale, ceiling);
      this.least = Math.min(this.least, score);
      this.items.push(itemOf(candidate, score, source));
      if (this.items.length >= limit) return;
    }
  }

  private takes({ product, category }: Candidate, buried: boolean): boolean {
    const { wishes } = this.request;
    if (wishes?.buries === true && wishes.buried(product) !== buried) return false;
    return this.filter.take(product, category);
  }

  /**
   * A source's candidates as this list orders them. Without boosts and draws they come as they are, no more than are taken;
   * else all that could be shown are put in order, and `best` is their highest score.
   */
  private *inOrder(
    candidates: Iterable<Candidate>,
  ): Generator<{ readonly candidate: Candidate; readonly best?: number }> {
    const { wishes, sampling } = this.request;
    if (sampling === undefined && wishes?.boosts !== true) {
      for (const candidate of candidates) yield { candidate };
      return;
    }
    const admitted = this.boosted(candidates);
    const best = admitted.reduce((most, { score }) => Math.max(most, score), 0);
    const ordered =
      sampling === undefined
        ? admitted.sort((a, b) => b.score - a.score || a.product - b.product)
        : sampleOrder(admitted, sampling);
    for (const candidate of ordered) yield { candidate, best };
  }

  /** All candidates that could be shown, with the scores that the shop's boosts give them. */
  private boosted(candidates: Iterable<Candidate>): Candidate[] {
    const { wishes } = this.request;
    const admitted: Candidate[] = [];
    for (const candidate of candidates) {
      if (!this.filter.admits(candidate.product, candidate.category)) continue;
      admitted.push({ ...candidate, score: candidate.score * (wishes?.factor(candidate.product) ?? 1) });
    }
    return admitted;
  }
}
