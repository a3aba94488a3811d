import { z } from 'zod';
import { suppressibleCountSchema } from '../lists/index.js';

const productSchema = z.object({
  productId: z.string(),
  title: z.string(),
  categoryId: z.string().nullable().describe('Its own category; null for a product that has none.'),
});

/** Where y stands for x. */
export const STANDINGS = [
  'listed',
  'newcomer',
  'below-list',
  'same-category',
  'no-category',
  'no-events',
  'blocked',
] as const;

const standingSchema = z.object({
  status: z
    .enum(STANDINGS)
    .describe(
      '`listed`: among the ready-made candidates; `newcomer`: among the products without any event that go with x; `below-list`: a candidate, but not among the best; `same-category`: never shown, as x is of that category; `no-category`: never shown, as nobody could say that it is of another one; `no-events`: nobody bought or looked at it, and it is not among the best newcomers; `blocked`: a rule of the shop keeps it off.',
    ),
  rank: z
    .int()
    .min(1)
    .nullable()
    .describe('On the list without filters and rules; null too where too few people bought x or y for it to be told.'),
  of: z.int().nonnegative().nullable().describe('Candidates on that list.'),
  score: z.number().nullable(),
  rules: z
    .array(z.string())
    .describe('Ids of the shop’s rules that pin, bury or boost y on the list of x, whatever its rank says.'),
  detail: z.string().describe('The same in words.'),
});

export const liftSchema = z
  .object({
    value: z.number().nonnegative(),
    low: z.number().nonnegative(),
    high: z.number().nonnegative(),
  })
  .meta({
    id: 'Lift',
    description:
      'How many times more than by chance, with the bounds of the 95 % interval (delta method on its logarithm).',
  });

const countsSchema = z.object({
  from: z
    .enum(['snapshot', 'graph'])
    .describe(
      'Where `together` was counted: in the snapshot that lists are made from, or, for a pair that stands on no list, in the graph, up to the newest event of the snapshot. All other counts are the snapshot’s.',
    ),
  unit: z
    .enum(['order', 'session', 'day', 'customer'])
    .describe('What one basket is in this shop, so what `together`, `withX`, `withY` and `total` count.'),
  together: suppressibleCountSchema
    .nullable()
    .describe('Orders in which both were bought, by the unit; null where nothing could be asked for it.'),
  withX: suppressibleCountSchema.describe('Orders in which x was bought; `few` for a product that nobody bought, too.'),
  withY: suppressibleCountSchema.describe('`few` for a product that nobody bought, too.'),
  total: z
    .int()
    .nonnegative()
    .describe('Rounded down to a multiple of the least number of people that may be told, but for the scope `admin`.'),
  lift: liftSchema.nullable().describe('null where a count that it is made of is not told.'),
  sessions: suppressibleCountSchema
    .nullable()
    .describe(
      'Visits beside `together` that hold both: one of the two, or both, were put into the cart, marked or looked at only.',
    ),
});

const partSchema = z.object({
  part: z.string(),
  name: z.string(),
  value: z.number().nullable().describe('null where it would tell what only a few people did.'),
  weight: z.number().nullable(),
  contribution: z.number().describe('value × weight: what the part adds to the logarithm of the score.'),
});

const basketPathSchema = z.object({
  kind: z.literal('baskets'),
  baskets: suppressibleCountSchema.describe('Orders in which both were bought.'),
  sessions: suppressibleCountSchema.describe('Visits beside these that hold both.'),
  text: z.string(),
});
const productPathSchema = z.object({
  kind: z.literal('product'),
  through: z.object({ productId: z.string(), title: z.string() }),
  withX: suppressibleCountSchema.describe('Baskets that hold x and the third product, among the latest of x.'),
  withY: suppressibleCountSchema.describe('Baskets that hold the third product and y, among the latest of y.'),
  strength: z
    .number()
    .nullable()
    .describe('Probability of the path in a random walk from x; null where it would tell what only a few people did.'),
  text: z.string(),
});
const categoryPathSchema = z.object({
  kind: z.literal('category'),
  from: z.object({ categoryId: z.string(), name: z.string() }),
  to: z.object({ categoryId: z.string(), name: z.string() }),
  source: z.string().describe('Who set the two beside each other: `merchant`, or `learned` from behaviour.'),
  weight: z.number(),
  text: z.string(),
});
export const pathSchema = z.discriminatedUnion('kind', [basketPathSchema, productPathSchema, categoryPathSchema]).meta({
  id: 'Path',
  description: 'A way through the graph from x to y: through common baskets, a third product, or a category relation.',
});
export type Path = z.infer<typeof pathSchema>;

/** Why the graph was not asked. */
export const missingSchema = z.enum(['graph-timeout', 'graph-unreachable']);
export type GraphMissing = z.infer<typeof missingSchema>;

/** Why y is, or is not, on the list of x. */
export const whyAnswerSchema = z
  .object({
    snapshot: z.string(),
    model: z.string(),
    x: productSchema,
    y: productSchema,
    standing: standingSchema,
    reason: z.string().nullable().describe('The sentence that the list says; null where y is on none.'),
    counts: countsSchema,
    direction: z
      .object({
        after: suppressibleCountSchema.describe('Customers whose latest purchase of y came after that of x.'),
        before: suppressibleCountSchema.describe('Customers whose latest purchase of y came before that of x.'),
        text: z.string(),
      })
      .nullable()
      .describe(
        'Which of x and y customers bought first, counted in the graph up to the newest event of the snapshot, over all baskets of each. Both are `few` where one is; null where no customer is known to have bought one before the other, and where the graph did not answer.',
      ),
    parts: z
      .array(partSchema)
      .nullable()
      .describe(
        'What the score is made of: the contributions add up to its logarithm. null for a product that is not among the best of the list, and where too few people bought x or y.',
      ),
    paths: z.array(pathSchema).nullable().describe('Strongest first, by kind; null where the graph did not answer.'),
    pathsMissing: missingSchema.nullable().describe('Why there are no paths.'),
  })
  .meta({
    id: 'Why',
    description: 'Why y is, or is not, on the list of x: in counts, in parts of the score, in paths.',
  });
export type WhyAnswer = z.infer<typeof whyAnswerSchema>;
