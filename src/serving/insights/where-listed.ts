import { areFew, scoreOfRank } from '../../ranking/explain/index.js';
import { PairRules } from '../explanations/index.js';
import type { RuleSource } from '../lists/index.js';
import type { Snapshot } from '../../storage/redis/index.js';
import type { SourceList } from '../../ranking/types.js';
import { ProductReach } from './product-reach.js';
import { countedTime, showProduct, type CountedTime, type ShownProduct, type UseParts } from './use-parts.js';

/** A product as an answer shows it, and the place and score that another has on its list. */
export interface ListingProduct extends ShownProduct {
  readonly rank: number;
  readonly score: number;
}

/** On which lists a product stands. */
export interface WhereListed {
  /** What every answer says first. */
  readonly about: {
    readonly snapshot: string;
    readonly model: string;
    readonly product: ShownProduct;
    /** ISO 8601; null in a shop without times. */
    readonly since: string | null;
  };
  readonly counted: CountedTime;
  /** The products on whose lists it stands, strongest first, but for those where the shop's rules keep it off. */
  readonly listing: readonly ListingProduct[];
  /** How many people these reached since then. */
  readonly reach: ProductReach;
}

/**
 * Whom the lists reach on which a product stands.
 *
 * @param sources those lists, as the snapshot has them; undefined for none
 * @param days how far back people are counted
 * @param most most lists; all if left out
 */
export async function whereListed(
  parts: UseParts,
  snapshot: Snapshot,
  product: number,
  sources: SourceList | undefined,
  { days, most }: { readonly days: number; readonly most?: number },
): Promise<WhereListed> {
  const { manifest } = snapshot;
  const { minPeople } = parts;
  const standing = (await admittedSources(parts.rules, snapshot, product, sources)).slice(0, most);
  const [card, ...cards] = await snapshot.cards([product, ...standing.map(({ source }) => source)]);
  const shown = cards.map((each) => showProduct(snapshot, each));
  const counted = countedTime(snapshot, days, minPeople);
  const reach = await ProductReach.of(
    parts,
    shown.map((each) => each.productId),
    counted,
  );
  return {
    about: {
      snapshot: manifest.id,
      model: manifest.model.id,
      product: showProduct(snapshot, card),
      since: counted.since,
    },
    counted,
    listing: shown.map((each, i) => {
      const { rank, score } = standing[i];
      return { ...each, rank, score: areFew(cards[i].buyers, minPeople) ? scoreOfRank(rank) : score };
    }),
    reach,
  };
}

/** A product on whose list another stands, by number. */
interface Source {
  readonly source: number;
  readonly rank: number;
  readonly score: number;
}

async function admittedSources(
  rules: RuleSource,
  snapshot: Snapshot,
  product: number,
  sources: SourceList | undefined,
): Promise<Source[]> {
  if (sources === undefined) return [];
  const { products, ranks, scores } = sources;
  const pairs = await PairRules.now(rules, snapshot);
  return Array.from(products, (source, i) => ({ source, rank: ranks[i], score: scores[i] })).filter(
    ({ source }) => !pairs.block(source, product),
  );
}
