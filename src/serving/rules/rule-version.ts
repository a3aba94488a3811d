import { z } from 'zod';
import { AlongsideError } from '../../core/index.js';
import { ruleDocumentSchema, type Rule } from './rule-document.js';

/** Names the empty document that stands before the first one. */
export const NO_RULES = '0';

const named = {
  version: z.string().describe('A running number and a hash of the content.'),
  at: z.iso.datetime(),
  by: z.string().describe('The key that set it, or the user of the command line.'),
};

/** A document as it was set: which, when and by whom. */
const ruleVersionSchema = z.object({ ...named, rules: ruleDocumentSchema.shape.rules });
export const ruleVersionAnswerSchema = ruleVersionSchema
  .extend({ at: z.iso.datetime().nullable(), by: z.string().nullable() })
  .meta({ id: 'RuleVersion' });
export type RuleVersion = z.output<typeof ruleVersionAnswerSchema>;

const count = z.int().nonnegative();
/** A document that was set when there was no such action has none of it. */
const none = count.default(0);
const actionsSchema = z.object({ block: count, pin: count, bury: count, boost: count, balance: none } satisfies Record<
  Rule['action'],
  z.ZodType<number>
>);

/** A document of the history without its rules. */
export const ruleVersionEntrySchema = z
  .object({
    ...named,
    actions: actionsSchema.describe('How many rules of each action it has.'),
    bytes: z.int().nonnegative().describe('Of the whole document as JSON.'),
  })
  .meta({ id: 'RuleVersionEntry' });
export type RuleVersionEntry = z.output<typeof ruleVersionEntrySchema>;

/** What a document has of each action. */
export function countActions(rules: readonly Rule[]): RuleVersionEntry['actions'] {
  const counts = { block: 0, pin: 0, bury: 0, boost: 0, balance: 0 };
  for (const { action } of rules) counts[action]++;
  return counts;
}

/** A stored document; throws `rules-corrupt` with where it stood. */
export function parseRuleVersion(text: string, where: string): RuleVersion {
  return parsed(ruleVersionSchema, text, where);
}

/** A stored entry of the history; throws `rules-corrupt` with where it stood. */
export function parseRuleVersionEntry(text: string, where: string): RuleVersionEntry {
  return parsed(ruleVersionEntrySchema, text, where);
}

function parsed<Value>(schema: z.ZodType<Value>, text: string, where: string): Value {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw rulesCorrupt(where, cause);
  }
}

export function rulesCorrupt(where: string, cause?: unknown): AlongsideError {
  return new AlongsideError(
    'rules-corrupt',
    `The rules in ${where} are damaged. Set them anew with "alongside rules set FILE".`,
    { where },
    { cause },
  );
}
