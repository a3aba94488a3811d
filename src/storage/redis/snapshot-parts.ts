import { z } from 'zod';
import { learnedRelationSchema, type CandidateList, type ScoreParts, type SourceList } from '../../ranking/types.js';
import type { History } from '../../shop/index.js';
import { json } from '../codec/index.js';
import { completePart, keyedPart } from './keyed-part.js';
import { productCardSchema, type ProductCard } from './product-card.js';
import { rowsPart } from './rows-part.js';
import { sharedPart } from './shared-part.js';
import type { SnapshotManifest } from './snapshot-manifest.js';
import type { PartContents } from './snapshot-part.js';
import { userModelPart } from './user-model-part.js';
import { areKinds, areProducts, candidateList, history, scoreParts, sourceList } from './value-codecs.js';

const candidates = {
  codec: candidateList,
  check: ({ products }: CandidateList, manifest: SnapshotManifest) => areProducts(products, manifest),
};
const scored = {
  codec: scoreParts,
  check: ({ values }: ScoreParts, { explained }: SnapshotManifest) => values.length % explained.signals.length === 0,
};
const sources = {
  codec: sourceList,
  check: ({ products }: SourceList, manifest: SnapshotManifest) => areProducts(products, manifest),
};

/**
 * All that a snapshot holds, by the names under which an open one offers it. A further part is an entry here, and its content
 * where a snapshot is made: it is written, counted, read, cached and removed as all others.
 */
export const SNAPSHOT_PARTS = {
  /** What every request needs. */
  shared: sharedPart,
  /** What a list shows of each product. */
  cards: completePart<number, ProductCard>({
    key: 'cards',
    codec: json(productCardSchema),
    cached: 50_000,
    step: 'writing product cards',
  }),
  /** The number of each product by its id. */
  numbers: keyedPart<string, number>({
    key: 'numbers',
    codec: json(z.int()),
    check: (number, manifest) => areProducts([number], manifest),
    cached: 50_000,
  }),
  /** The candidates of each product that has a list of its own; of 250 candidates, 10,000 lists are about 50 MB. */
  lists: keyedPart<number, CandidateList>({ ...candidates, key: 'lists', cached: 10_000, step: 'writing lists' }),
  /** What the scores of each product's list are made of; of none where the snapshot explains no scores. */
  parts: keyedPart<number, ScoreParts>({ ...scored, key: 'parts' }),
  /** The cold-start products that go with each product. */
  coldProducts: keyedPart<number, CandidateList>({ ...candidates, key: 'cold-products' }),
  coldProductParts: keyedPart<number, ScoreParts>({ ...scored, key: 'cold-product-parts' }),
  /** The products on whose lists each product stands. */
  sources: keyedPart<number, SourceList>({ ...sources, key: 'sources' }),
  /** The products on whose lists of cold-start products each product stands. */
  coldProductSources: keyedPart<number, SourceList>({ ...sources, key: 'cold-product-sources' }),
  /** What a product of each category is answered when it has no list of its own. */
  categoryLists: keyedPart<number, CandidateList>({ ...candidates, key: 'category-lists', cached: 1000 }),
  /** The cold-start products for a product of each category (-1: of none) that has no list of them. */
  categoryColdProducts: keyedPart<number, CandidateList>({ ...candidates, key: 'category-cold-products' }),
  /** What baskets say of each category's relations to others, heaviest first; of those with any. */
  learnedRelations: keyedPart<number, readonly z.infer<typeof learnedRelationSchema>[]>({
    key: 'learned-relations',
    codec: json(z.array(learnedRelationSchema).readonly()),
  }),
  /** Unit rows. */
  embeddings: rowsPart({ key: 'embeddings' }),
  /** The latest products of each customer with their kinds, newest first. */
  histories: keyedPart<string, History>({
    key: 'users',
    codec: history,
    check: ({ products, kinds }, manifest) => areProducts(products, manifest) && areKinds(kinds),
    cached: 10_000,
  }),
  /** What places customers among the products; without it, the lists of their latest products answer them. */
  userModel: userModelPart,
};
export type SnapshotParts = typeof SNAPSHOT_PARTS;
/** Content for some parts of a snapshot. */
export type SnapshotContents = PartContents<SnapshotParts>;
