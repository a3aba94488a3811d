import type { SnapshotId } from './snapshot.js';

/** The pointer that readers resolve once a request. */
export const LIVE_KEY = 'alongside:live';
/** The set of snapshots that were published and do not expire. */
export const SNAPSHOTS_KEY = 'alongside:snapshots';

/** Products per value of embeddings: 1024 × 128 floats are half a megabyte. */
export const EMBEDDING_BLOCK = 1024;

/** The keys of one snapshot. The braces put them on one node of a Redis Cluster. */
export function snapshotKeys(id: SnapshotId): Record<SnapshotPart, string> {
  const key = (part: string): string => `alongside:{${id}}:${part}`;
  return {
    manifest: key('manifest'),
    shared: key('shared'),
    numbers: key('numbers'),
    cards: key('cards'),
    lists: key('lists'),
    categoryLists: key('category-lists'),
    coldProducts: key('cold-products'),
    parts: key('parts'),
    coldProductParts: key('cold-product-parts'),
    sources: key('sources'),
    coldProductSources: key('cold-product-sources'),
    categoryColdProducts: key('category-cold-products'),
    embeddings: key('embeddings'),
    users: key('users'),
    userModel: key('user-model'),
    learnedRelations: key('learned-relations'),
  };
}

export type SnapshotPart =
  | 'manifest'
  | 'shared'
  | 'numbers'
  | 'cards'
  | 'lists'
  | 'categoryLists'
  | 'coldProducts'
  | 'parts'
  | 'coldProductParts'
  | 'sources'
  | 'coldProductSources'
  | 'categoryColdProducts'
  | 'embeddings'
  | 'users'
  | 'userModel'
  | 'learnedRelations';
