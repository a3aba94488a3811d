import { z } from 'zod';
import { scopeSchema } from './scope.js';

/** What is kept of a key; with the hash of its secret only. */
export const storedKeySchema = z.object({
  id: z.string(),
  name: z.string().max(100),
  scopes: z.array(scopeSchema).min(1),
  /** SHA-256 of the secret, 64 hexadecimal digits. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
});
export type StoredKey = z.infer<typeof storedKeySchema>;

/** A key as it is listed. */
export type ListedKey = Omit<StoredKey, 'hash'> & {
  /** To the minute; null for one that was never used. */
  readonly lastUsedAt: string | null;
};
