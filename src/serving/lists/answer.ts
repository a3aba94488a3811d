import { z } from 'zod';
import { suppressibleCountSchema } from './small-count-suppression.js';

/** What a list rests on. */
const listSource = z
  .enum(['graph', 'category', 'popular'])
  .describe(
    "`graph`: the products' own evidence and network; `category`: what goes with their categories; `popular`: what is bought most.",
  );

/** What an item rests on. */
const itemSource = z
  .enum(['graph', 'nearest', 'category', 'popular', 'pinned'])
  .describe(
    "`graph`: the product's own evidence; `nearest`: it lies closest in the network's space, found by exact search where filters or pages leave no ready-made candidate; `category`: what goes with its category, or what too few people bought for more to be told; `popular`: what is bought most; `pinned`: the shop put it there.",
  );

/** The reason in values. */
const reasonEvidenceSchema = z
  .object({
    source: itemSource,
    productId: z
      .string()
      .nullable()
      .describe('The product of the question that the item goes with; null where that is not told.'),
    together: suppressibleCountSchema.describe(
      'Orders in which both were bought (sessions, days or customers in a shop without orders); 0 also where too few people bought one of the two for more to be told, and for the source `nearest`, for which nobody counts.',
    ),
    lift: z
      .number()
      .nullable()
      .describe(
        'How many times more that is than by chance: together · n / (n_x · n_y), of the orders in which each was bought; 0 without a common one, null where `together` is `few`.',
      ),
    sessions: suppressibleCountSchema.describe(
      'Visits beside these orders that hold both: one of the two, or both, were put into the cart, marked or looked at only.',
    ),
    through: z
      .string()
      .nullable()
      .describe(
        'The third product on the path, where no basket holds both; for source `category` one like the item or like `productId`.',
      ),
  })
  .meta({ id: 'ReasonEvidence', description: 'The reason in values.' });

export const answeredItemSchema = z
  .object({
    productId: z.string(),
    title: z.string(),
    categoryId: z.string(),
    score: z
      .number()
      .describe(
        'Falls along the list, but for pinned items and where the list is drawn (`diversity` above 0). On the list of a product that too few people bought it says the place alone.',
      ),
    probability: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe(
        'That the next basket with what was asked about holds the item too, or in a shop whose baskets are whole histories (`unit` `customer` in `why`) the history of the next customer who takes it; of several products the weighted mean. null where nothing tells it, as of what is pinned, popular or nearest, and where it would tell what too few people did.',
      ),
    rank: z.int().min(1).describe('Place on the whole list, from 1.'),
    reason: z.string().describe('One sentence that says why the item is on the list.'),
    evidence: reasonEvidenceSchema,
    rules: z
      .array(z.string())
      .optional()
      .describe("The shop's rules that pinned, buried or boosted the item; absent where none did."),
  })
  .meta({ id: 'Item' });
export type AnsweredItem = Readonly<z.infer<typeof answeredItemSchema>>;

const listFields = {
  recommendationId: z.string().describe('The same for the same request on the same snapshot and rules.'),
  model: z.string(),
  snapshot: z.string(),
  rulesVersion: z
    .string()
    .nullable()
    .describe("Of the shop's rules that the list was made by; null where it set none."),
  source: listSource,
  unknown: z.array(z.string()).describe('Products of the question that the snapshot does not know.'),
  nextCursor: z.string().nullable().describe('Asks for the next page, as `cursor`; null on the last.'),
};

/** One list, as the API and the command line give it. */
export const answeredListSchema = z
  .object({ ...listFields, items: z.array(answeredItemSchema) })
  .meta({ id: 'List', description: 'Products of other categories that go with what was asked about, best first.' });
type List = z.infer<typeof answeredListSchema>;
export type AnsweredList = Readonly<Omit<List, 'items' | 'unknown'>> & {
  readonly unknown: readonly string[];
  readonly items: readonly AnsweredItem[];
};

/** A list whose items have only the fields that were asked for. */
const sparseListSchema = z
  .object({ ...listFields, items: z.array(answeredItemSchema.partial().required({ productId: true })) })
  .meta({ id: 'SparseList', description: 'A list whose items have only the `fields` that were asked for.' });

/** What a question for a list is answered with. */
export const listAnswerSchema = z.union([answeredListSchema, sparseListSchema]);
