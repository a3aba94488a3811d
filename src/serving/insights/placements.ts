import { areFew } from '../../ranking/explain/index.js';
import { placeInRow } from '../../core/numerics/index.js';
import type { Placements, UseQuery } from './use-answers.js';
import { productNumber, type UseParts } from './use-parts.js';
import { whereListed } from './where-listed.js';

/**
 * Promotion: on which products' pages should this one be shown? The lists that it stands on, the other way round; for a product
 * without any event, the lists of cold-start products.
 *
 * @throws AlongsideError `unknown-product`, `no-snapshot`
 */
export async function placements(parts: UseParts, productId: string, { limit, days }: UseQuery): Promise<Placements> {
  const snapshot = await parts.live.current();
  const product = await productNumber(snapshot, productId);
  const [{ buyers }] = await snapshot.cards([product]);
  const isNew = placeInRow(snapshot.shared.eventless, product) >= 0;
  const [sources] = await (isNew ? snapshot.coldProductSources([product]) : snapshot.sources([product]));
  const { about, listing, reach } = await whereListed(parts, snapshot, product, sources, { days, most: limit });
  return {
    ...about,
    // Of what hardly anybody bought it is not told whether somebody did.
    pool: isNew || areFew(buyers, parts.minPeople) ? 'newcomers' : 'lists',
    pages: listing.map((page) => ({ ...page, ...reach.told(page.productId) })),
    reachMissing: reach.missing,
  };
}
