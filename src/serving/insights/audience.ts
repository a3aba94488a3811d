import { graphMissing, type GraphMissing } from '../explanations/index.js';
import { roundDown } from '../../ranking/explain/index.js';
import type { Audience, UseQuery } from './use-answers.js';
import { productNumber, type CountedTime, type UseParts } from './use-parts.js';
import { whereListed, type ListingProduct } from './where-listed.js';

/**
 * Inventory: to which products' buyers should this overstocked one be offered, and how many people is that? The products on
 * whose lists it stands, in the order of its score there times how many bought them of late.
 *
 * @throws AlongsideError `unknown-product`, `no-snapshot`
 */
export async function audience(parts: UseParts, productId: string, { limit, days }: UseQuery): Promise<Audience> {
  const snapshot = await parts.live.current();
  const product = await productNumber(snapshot, productId);
  const [sources] = await snapshot.sources([product]);
  const { about, counted, listing, reach } = await whereListed(parts, snapshot, product, sources, { days });
  const strength = ({ productId: id, score }: ListingProduct): number => score * reach.buyersForOrder(id);
  const groups = listing
    .map((group) => ({ ...group, buyers: reach.told(group.productId).buyers }))
    // Stable: without numbers of buyers, the snapshot's own order stands.
    .sort((a, b) => strength(b) - strength(a))
    .slice(0, limit);
  const size = await audienceSize(
    parts,
    productId,
    groups.map((group) => group.productId),
    counted,
  );
  return {
    ...about,
    groups,
    ...(typeof size === 'string'
      ? { people: null, owners: null, reachMissing: size }
      : { ...size, reachMissing: reach.missing }),
  };
}

/** The people of all groups together. */
async function audienceSize(
  { graph, graphMilliseconds, minPeople }: UseParts,
  product: string,
  productIds: readonly string[],
  counted: CountedTime,
): Promise<Pick<Audience, 'people' | 'owners'> | GraphMissing> {
  try {
    const asked = { product, productIds, ...counted };
    const [{ customers, owners }] = await graph.readWithin('read/audience-size', asked, graphMilliseconds);
    return { people: roundDown(customers - owners, minPeople), owners: roundDown(owners, minPeople) };
  } catch (error) {
    return graphMissing(error);
  }
}
