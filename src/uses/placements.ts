import { placeInRow } from '../recommend/index.js';
import { ProductReach } from './product-reach.js';
import type { Placements, UseQuery } from './use-answers.js';
import { admittedSources } from './admitted-sources.js';
import { productNumber, showProducts, sinceDays, type UseParts } from './use-parts.js';

/**
 * Promotion: on which products' pages should this one be shown? The lists that it stands on, the other way round; for a product
 * without any event, the lists of newcomers.
 *
 * @throws AlongsideError `unknown-product`, `no-snapshot`
 */
export async function placements(parts: UseParts, productId: string, { limit, days }: UseQuery): Promise<Placements> {
  const snapshot = await parts.live.current();
  const { manifest, shared } = snapshot;
  const product = await productNumber(snapshot, productId);
  const isNew = placeInRow(shared.eventless, product) >= 0;
  const [sources] = isNew ? await snapshot.newcomerSources([product]) : await snapshot.sources([product]);
  const standing = (await admittedSources(parts.rules, snapshot, product, sources)).slice(0, limit);
  const [own, ...shown] = await showProducts(snapshot, [product, ...standing.map(({ source }) => source)]);
  const since = sinceDays(snapshot, days);
  const reach = await ProductReach.of(
    parts,
    shown.map((page) => page.productId),
    since,
  );
  return {
    snapshot: manifest.id,
    model: manifest.model.id,
    product: own,
    pool: isNew ? 'newcomers' : 'lists',
    since,
    pages: shown.map((page, i) => ({
      ...page,
      rank: standing[i].rank,
      score: standing[i].score,
      ...reach.told(page.productId),
    })),
    reachMissing: reach.missing,
  };
}
