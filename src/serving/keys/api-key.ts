import { z } from 'zod';
import { MOST_VISITOR_LIMIT } from './choices.js';
import { originSchema } from './origin.js';
import { scopeSchema } from './scope.js';

/** What is kept of a key that stands in a shop's pages, beside what is kept of all. */
export const pageKeySchema = z.strictObject({
  /** Of the pages that may use it. */
  origins: z.array(originSchema).min(1).max(100),
  /** Requests a minute of each visitor's address. */
  rateLimit: z.int().min(1).max(MOST_VISITOR_LIMIT),
  /** What the shop's server signs customers' tokens with; kept as it is, as whoever checks a signature must know it. */
  signingSecret: z.string().regex(/^[\w-]{43}$/),
});
export type PageKey = z.infer<typeof pageKeySchema>;

/** What is kept of a key; with the hash of its secret only. */
export const storedKeySchema = z.object({
  id: z.string(),
  name: z.string().max(100),
  scopes: z.array(scopeSchema).min(1),
  /** SHA-256 of the secret, 64 hexadecimal digits. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  /** Of a key with the scope `browse`, which has no other. */
  page: pageKeySchema.optional(),
});
export type StoredKey = z.infer<typeof storedKeySchema>;

/** A key as it is listed. */
export type ListedKey = Omit<StoredKey, 'hash' | 'page'> & {
  /** To the minute; null for one that was never used. */
  readonly lastUsedAt: string | null;
} & Partial<Pick<PageKey, 'origins' | 'rateLimit'>>;
