import { z } from 'zod';

/** What became of a snapshot's write-back. */
export const writeBackResultSchema = z.discriminatedUnion('state', [
  /** Nothing was to be written. */
  z.object({ state: z.literal('off') }),
  /** It was there already, as asked for. */
  z.object({ state: z.literal('unchanged') }),
  z.object({
    state: z.literal('written'),
    /** Products whose lists, relations that baskets say of categories, relationships of older snapshots that went. */
    lists: z.int(),
    relations: z.int(),
    removed: z.int(),
    seconds: z.number(),
  }),
  /** The snapshot is live all the same; the next embedding goes on with it. */
  z.object({ state: z.literal('failed'), reason: z.string() }),
]);
export type WriteBackResult = z.output<typeof writeBackResultSchema>;

/** All that can have become of one. */
export const WRITE_BACK_STATES = [
  'off',
  'unchanged',
  'written',
  'failed',
] as const satisfies WriteBackResult['state'][];
