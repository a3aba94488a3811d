import { z } from 'zod';

/** What a list shows of a product. */
export const productCardSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** Number of its own category, -1 for none. */
  category: z.int(),
  price: z.number().nullable(),
  brand: z.string().nullable(),
  /** Orders in which it was bought. */
  baskets: z.int().nonnegative(),
  /** People whose orders these are. */
  purchasers: z.int().nonnegative(),
  /** People with a basket that holds it, and something that was bought or carted. */
  buyers: z.int().nonnegative(),
});
export type ProductCard = z.infer<typeof productCardSchema>;
