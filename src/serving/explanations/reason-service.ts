import type { GraphConnection } from '../../storage/neo4j/index.js';
import { groupCategories } from '../../shop/index.js';
import { AlongsideError, UsageError } from '../../core/index.js';
import { MIN_PEOPLE, TELL_ALL, areFew } from '../../ranking/explain/index.js';
import type { Asking, RuleSource } from '../lists/index.js';
import { productNumbers, type LiveSnapshot, type ProductCard, type Snapshot } from '../../storage/redis/index.js';
import { GraphReader } from './graph-findings.js';
import { describeDirection } from './pair-direction.js';
import { listReason, type Asked } from './list-reason.js';
import { suppressCounts, togetherOnLists } from './pair-counts.js';
import { suppressParts } from './suppress-parts.js';
import { tellFindings, withholdStanding } from './withheld-pair.js';
import { describePaths } from './paths.js';
import { PairRules } from './pair-rules.js';
import { standingOf, type Standing } from './standing.js';
import type { WhyAnswer } from './why-answer.js';

export interface ReasonParts {
  readonly live: LiveSnapshot;
  readonly graph: GraphConnection;
  readonly rules: RuleSource;
  /** Below how many people a count is suppressed. */
  readonly minPeople?: number;
  /** How long the graph may take; what it would add is missing from an answer after that. */
  readonly graphMilliseconds?: number;
}

/** Milliseconds that the graph may take where nothing else is said. */
export const GRAPH_MILLISECONDS = 1000;

/** Answers "why is y, or is it not, on the list of x?". */
export class ReasonService {
  private readonly live: LiveSnapshot;
  private readonly graph: GraphReader;
  private readonly rules: RuleSource;
  private readonly minPeople: number;

  constructor({ live, graph, rules, minPeople = MIN_PEOPLE, graphMilliseconds = GRAPH_MILLISECONDS }: ReasonParts) {
    this.live = live;
    this.rules = rules;
    this.graph = new GraphReader(graph, graphMilliseconds);
    this.minPeople = minPeople;
  }

  /** Makes the graph ready to answer in time: planning a statement takes longer than running it. */
  prepare(): Promise<void> {
    return this.graph.prepare();
  }

  /**
   * The reason in counts, in parts of the score, and as paths. Counts and parts are of one snapshot; a graph that does not
   * answer in time leaves the paths out, and the common baskets of a pair that is on no list.
   *
   * @throws AlongsideError `unknown-product`, `no-snapshot`; UsageError `same-product`
   */
  async why(xId: string, yId: string, { exact = false }: Asking = {}): Promise<WhyAnswer> {
    if (xId === yId) throw new UsageError('same-product', 'Name two different products.', { product: xId });
    const minPeople = exact ? TELL_ALL : this.minPeople;
    const snapshot = await this.live.current();
    const [x, y] = await askedProducts(snapshot, [xId, yId]);
    const [stored, rules, onLists, findings] = await Promise.all([
      standingOf(snapshot, x.product, y.product),
      PairRules.now(this.rules, snapshot),
      togetherOnLists(snapshot, x.product, y.product),
      this.graph.findings(snapshot.manifest, xId, yId),
    ]);
    const { manifest } = snapshot;
    const withheld = [x, y].some(({ card }) => areFew(card.buyers, minPeople));
    const standing = withheld ? withholdStanding(stored) : stored;
    const told = await tellFindings(snapshot, findings, withheld, minPeople);
    const together = onLists === undefined || withheld ? told.together : onLists;
    const names = { x: nameOf(x.card), y: nameOf(y.card), unit: manifest.unit };
    return {
      snapshot: manifest.id,
      model: manifest.model.id,
      x: shownProduct(snapshot, x),
      y: shownProduct(snapshot, y),
      standing: describeStanding(snapshot, standing, rules, x, y),
      reason: await listReason(snapshot, stored, [x, y], minPeople),
      counts: suppressCounts(snapshot, { x: x.product, y: y.product, cards: [x.card, y.card] }, together, minPeople),
      direction: told.direction === undefined ? null : describeDirection(told.direction, names, minPeople),
      parts: suppressParts(standing, together, y.card, minPeople),
      paths: told.missing === null ? describePaths(told, together, names, minPeople) : null,
      pathsMissing: told.missing,
    };
  }
}

async function askedProducts(snapshot: Snapshot, ids: readonly [string, string]): Promise<[Asked, Asked]> {
  const numbers = await productNumbers(snapshot, ids);
  const unknown = ids.filter((_, i) => numbers[i] === undefined);
  const [x, y] = numbers;
  if (x === undefined || y === undefined) {
    throw new AlongsideError(
      'unknown-product',
      `The shop has no product "${unknown.join('", "')}", or it came after the last "alongside embed".`,
      { products: unknown },
    );
  }
  const cards = await snapshot.cards([x, y]);
  return [
    { product: x, card: cards[0] },
    { product: y, card: cards[1] },
  ];
}

function nameOf({ title, id }: ProductCard): string {
  return title === '' ? id : title;
}

function shownProduct({ shared }: Snapshot, { product, card }: Asked): WhyAnswer['x'] {
  const category = shared.categoryOf[product];
  return {
    productId: card.id,
    title: card.title,
    categoryId: category < 0 ? null : shared.categories.ids[category],
  };
}

function describeStanding(
  { shared, manifest }: Snapshot,
  standing: Standing,
  rules: PairRules,
  x: Asked,
  y: Asked,
): WhyAnswer['standing'] {
  const { found } = standing;
  const status = rules.block(x.product, y.product) ? 'blocked' : standing.status;
  const place = {
    rank: found === undefined ? null : found.place + 1,
    of: found === undefined ? null : found.list.products.length,
    score: found === undefined ? null : found.list.scores[found.place],
  };
  const [nameX, nameY] = [nameOf(x.card), nameOf(y.card)];
  const group = groupCategories(shared.categories, manifest.level)[shared.categoryOf[x.product]];
  const details: Readonly<Record<WhyAnswer['standing']['status'], string>> = {
    blocked: `A rule of the shop keeps ${nameY} off the list of ${nameX}.`,
    listed:
      found === undefined
        ? `${nameY} is on the list of ${nameX}; too few people bought one of the two for more to be told.`
        : `Place ${String(place.rank)} of ${String(place.of)} on the list of ${nameX}.`,
    newcomer: `Place ${String(place.rank)} of ${String(place.of)} among the products without any event that go with ${nameX}.`,
    'below-list': `${nameY} may be shown with ${nameX}, but is not among its ${manifest.candidatesPerList} best candidates.`,
    'same-category': `${nameX} is of the category ${shared.categories.names[group] || shared.categories.ids[group]}, which ${nameY} belongs to as well; lists show other categories only.`,
    'no-category': `${nameY} has no category, so nobody could say that it is of another one; it is never shown.`,
    'no-events': `Nobody bought or looked at ${nameY} yet, and it is not among the new products that go best with ${nameX}.`,
  };
  return { status, ...place, rules: rules.touching(x.product, y.product), detail: details[status] };
}
