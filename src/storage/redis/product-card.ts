import { z } from 'zod';

/** What a list shows of a product. */
export const productCardSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** Number of its own category, -1 for none. */
  category: z.int(),
  price: z.number().nullable(),
  brand: z.string().nullable(),
  /** Counted baskets that hold it. */
  baskets: z.int().nonnegative(),
  /** People whose baskets these are. */
  buyers: z.int().nonnegative(),
});
export type ProductCard = z.infer<typeof productCardSchema>;
