import { LRUCache } from 'lru-cache';

/** What was read by key, the latest used of it. Snapshots never change, so nothing gets stale. */
export function cachedByKey<Key extends string | number, Value>(
  max: number,
  read: (keys: readonly Key[]) => Promise<Value[]>,
): (keys: readonly Key[]) => Promise<Value[]> {
  // Absence is worth remembering, too.
  const values = new LRUCache<Key, { readonly value: Value }>({ max });
  return async (keys) => {
    const found = keys.map((key) => values.get(key));
    const missing = keys.filter((_, i) => found[i] === undefined);
    const fresh = missing.length === 0 ? [] : (await read(missing)).map((value) => ({ value }));
    missing.forEach((key, i) => values.set(key, fresh[i]));
    let next = 0;
    return found.map((entry) => (entry ?? fresh[next++]).value);
  };
}

/** What was read once; a failure is not kept. */
export function cachedOnce<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let reading: Promise<Value> | undefined;
  return () => {
    reading ??= read().catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
}
