import { z } from 'zod';

/** What an item, or a list's first item, rests on. */
const source = z
  .enum(['graph', 'category', 'popular'])
  .describe(
    "`graph`: the product's own evidence; `category`: what goes with its category; `popular`: what is bought most.",
  );

/** The reason in values. */
const reasonEvidenceSchema = z
  .object({
    source,
    productId: z.string().nullable().describe('The product of the question that the item goes with.'),
    together: z.int().describe('Baskets that hold both.'),
    lift: z.number().describe('How many times more that is than by chance; 0 without a common basket.'),
    through: z
      .string()
      .nullable()
      .describe(
        'The third product on the path, where no basket holds both; for source `category` one like the item or like `productId`.',
      ),
  })
  .meta({ id: 'ReasonEvidence', description: 'The reason in values.' });
export type ReasonEvidence = Readonly<z.infer<typeof reasonEvidenceSchema>>;

export const answeredItemSchema = z
  .object({
    productId: z.string(),
    title: z.string(),
    categoryId: z.string(),
    score: z.number(),
    rank: z.int().min(1),
    reason: z.string().describe('One sentence that says why the item is on the list.'),
    evidence: reasonEvidenceSchema,
  })
  .meta({ id: 'Item' });
export type AnsweredItem = Readonly<z.infer<typeof answeredItemSchema>>;

/** One list, as the API and the command line give it. */
export const answeredListSchema = z
  .object({
    recommendationId: z.string().describe('The same for the same request on the same snapshot.'),
    model: z.string(),
    snapshot: z.string(),
    source,
    unknown: z.array(z.string()).describe('Products of the question that the snapshot does not know.'),
    items: z.array(answeredItemSchema),
  })
  .meta({ id: 'List', description: 'Products of other categories that go with what was asked about, best first.' });
export type AnsweredList = Readonly<Omit<z.infer<typeof answeredListSchema>, 'items' | 'unknown'>> & {
  readonly unknown: readonly string[];
  readonly items: readonly AnsweredItem[];
};
