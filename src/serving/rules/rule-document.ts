import { z } from 'zod';

const id = z
  .string()
  .min(1)
  .max(256)
  // eslint-disable-next-line no-control-regex -- which are what it refuses
  .regex(/^[^\u0000-\u001f\u007f-\u009f]+$/, 'must not contain control characters');
const ids = z.array(id).min(1).max(1000);
const margin = z.number().max(1);
const pieces = z.int().min(0);

/** Which questions a rule is for: those that name one of the products, or a product of one of the categories. */
const questionsSchema = z
  .strictObject({
    products: ids.optional().describe('Products asked about.'),
    categories: ids.optional().describe('Categories of products asked about, with all under them.'),
  })
  .refine(({ products, categories }) => products !== undefined || categories !== undefined, {
    message: 'must name products or categories; leave it out for all questions',
  })
  .meta({ id: 'RuleQuestions' });

/** Which items a rule touches. */
const itemsSchema = z
  .strictObject({
    products: ids.optional(),
    categories: ids.optional().describe('With all under them.'),
    brands: ids.optional(),
    minStock: pieces.optional(),
    maxStock: pieces.optional(),
    minMargin: margin.optional().describe('Profit as a share of the price.'),
    maxMargin: margin.optional(),
  })
  .refine((items) => Object.values(items).some((value) => value !== undefined), { message: 'must say which items' })
  .meta({
    id: 'RuleItems',
    description:
      'Items that are one of the products, or of one of the categories or brands, and whose stock and margin lie within the bounds. Where the shop does not say an item’s stock or margin, no bound holds.',
  });

const common = {
  id: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]{0,63}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores')
    .describe('Names the rule on the lists that it touches.'),
  for: questionsSchema.optional().describe('Left out: all questions.'),
  from: z.iso.datetime({ offset: true }).optional().describe('In force from this moment on.'),
  until: z.iso.datetime({ offset: true }).optional().describe('In force until just before this moment.'),
  note: z.string().max(500).optional(),
};

const ruleSchema = z
  .discriminatedUnion('action', [
    z.strictObject({ ...common, action: z.literal('block'), items: itemsSchema }),
    z.strictObject({ ...common, action: z.literal('pin'), items: z.strictObject({ products: ids }) }),
    z.strictObject({ ...common, action: z.literal('bury'), items: itemsSchema }),
    z.strictObject({
      ...common,
      action: z.literal('boost'),
      items: itemsSchema,
      factor: z.number().min(0.01).max(100).describe('What the score is multiplied with; below 1 it is lowered.'),
    }),
    z.strictObject({
      ...common,
      action: z.literal('balance'),
      balance: z
        .number()
        .min(0)
        .max(1)
        .describe('0: what buyers also take, best sellers included; 1: what belongs to the products alone.'),
    }),
  ])
  .meta({
    id: 'Rule',
    description:
      '`block`: never shown. `pin`: shown at the top, in the order given. `bury`: shown after all others. `boost`: the score times a factor. `balance`: between what buyers also take and what belongs to the products; of several, the one whose `for` names the product itself, then one of its category, then one for all questions, of equal ones the first.',
  });
export type Rule = z.output<typeof ruleSchema>;
export type RuleItems = z.output<typeof itemsSchema>;

/** Bytes of a document as JSON: what a call takes, and answers. */
export const DOCUMENT_BYTES = 1024 * 1024;

/** All rules of a shop. Their order matters for pins alone. */
export const ruleDocumentSchema = z
  .strictObject({ rules: z.array(ruleSchema).max(1000) })
  .superRefine(({ rules }, context) => {
    if (Buffer.byteLength(JSON.stringify(rules)) > DOCUMENT_BYTES) {
      context.addIssue({ code: 'custom', path: ['rules'], message: 'must take at most 1 MiB as JSON' });
    }
    const seen = new Set<string>();
    for (const [i, rule] of rules.entries()) {
      if (seen.has(rule.id)) {
        context.addIssue({ code: 'custom', path: ['rules', i, 'id'], message: `"${rule.id}" is there twice` });
      }
      seen.add(rule.id);
      if (rule.from !== undefined && rule.until !== undefined && Date.parse(rule.from) >= Date.parse(rule.until)) {
        context.addIssue({ code: 'custom', path: ['rules', i, 'until'], message: 'must lie after "from"' });
      }
    }
  })
  .meta({ id: 'RuleDocument' });
export type RuleDocument = z.output<typeof ruleDocumentSchema>;
