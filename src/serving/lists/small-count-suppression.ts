import { z } from 'zod';

/** A count as it may be told (see `suppressSmallCount`). */
export const suppressibleCountSchema = z.union([z.int().nonnegative(), z.literal('few')]).meta({
  id: 'ToldCount',
  description: 'A count, or `few` where too few people stand behind it for it to be told.',
});
