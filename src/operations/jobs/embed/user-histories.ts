import { createHash } from 'node:crypto';
import { HISTORY_LENGTH } from '../../../ranking/lists/index.js';
import { histories, type History, type Shop } from '../../../shop/index.js';

/** Customers' latest products, as a snapshot holds them. */
export interface UserHistories {
  readonly users: number;
  readonly entries: Iterable<readonly [string, History]>;
  /** SHA-256 over all of them. */
  readonly digest: string;
}

/** The latest products of each customer who has any, customers in the order of their ids. */
export function userHistories({ interactions, userIds }: Shop): UserHistories {
  const found = histories(interactions, HISTORY_LENGTH);
  const entries = [...found].sort(([a], [b]) => a - b).map(([user, history]) => [userIds[user], history] as const);
  const hash = createHash('sha256');
  for (const entry of entries) hash.update(JSON.stringify(entry));
  return { users: entries.length, entries, digest: hash.digest('hex') };
}
