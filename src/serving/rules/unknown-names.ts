import { z } from 'zod';
import { AlongsideError } from '../../core/index.js';
import type { Snapshot } from '../../storage/redis/index.js';
import { hiddenPins } from './hidden-pins.js';
import type { Rule, RuleItems } from './rule-document.js';

/** A rule that names what the shop does not have, or pins what is not shown. */
export const ruleWarningSchema = z
  .object({
    rule: z.string().nullable().describe('Id of the rule; null for what is said of all of them.'),
    names: z
      .array(z.string())
      .describe(
        'Names that the live snapshot does not have, or pinned products that are not shown; the first of them.',
      ),
    message: z.string(),
  })
  .meta({ id: 'RuleWarning' });
export type RuleWarning = Readonly<z.output<typeof ruleWarningSchema>>;

/** Rules that are told about, and names of each: a document may hold thousands of either. */
const MOST_WARNINGS = 100;
const MOST_NAMES = 10;

/** Where rules are compared with a shop. */
interface Live {
  current(): Snapshot | Promise<Snapshot>;
}

interface Known {
  /** Numbers of those that are named. */
  readonly products: ReadonlyMap<string, number>;
  readonly categories: ReadonlySet<string>;
  readonly brands: ReadonlySet<string>;
}

/**
 * What rules name and the live snapshot does not have, and what they pin where it is of the category asked about and so not
 * shown: a warning for each rule and kind of name.
 */
export async function findUnknownNames(rules: readonly Rule[], live: Live): Promise<RuleWarning[]> {
  const snapshot = await liveOrNone(live);
  if (snapshot === undefined) {
    return [{ rule: null, names: [], message: 'No snapshot is live, so the names in the rules were not looked up.' }];
  }
  const known: Known = {
    products: await knownProducts(rules, snapshot),
    categories: new Set(snapshot.shared.categories.ids),
    brands: new Set(snapshot.shared.brands),
  };
  const warnings = rules.flatMap((rule) => [...warningsOf(rule, known), ...pinWarnings(rule, snapshot, known)]);
  if (warnings.length <= MOST_WARNINGS) return warnings;
  const rest = warnings.length - MOST_WARNINGS;
  const more = { rule: null, names: [], message: `And ${rest} more name what the shop does not have.` };
  return [...warnings.slice(0, MOST_WARNINGS), more];
}

async function liveOrNone(live: Live): Promise<Snapshot | undefined> {
  try {
    return await live.current();
  } catch (error) {
    // Rules may be set before lists are made, and while a snapshot is damaged or gone.
    if (error instanceof AlongsideError) return undefined;
    throw error;
  }
}

async function knownProducts(rules: readonly Rule[], snapshot: Snapshot): Promise<Map<string, number>> {
  const named = [...new Set(rules.flatMap((rule) => namesIn(rule).products))];
  const numbers = await snapshot.numbers(named);
  return new Map(
    named.flatMap((name, i) => {
      const number = numbers[i];
      return number === undefined ? [] : [[name, number] as const];
    }),
  );
}

function namesIn(rule: Rule): Readonly<Record<keyof Known, readonly string[]>> {
  const asked = rule.for;
  const items: RuleItems = 'items' in rule ? rule.items : {};
  return {
    products: [...(asked?.products ?? []), ...(items.products ?? [])],
    categories: [...(asked?.categories ?? []), ...(items.categories ?? [])],
    brands: items.brands ?? [],
  };
}

const SINGULAR = { products: 'product', categories: 'category', brands: 'brand' } as const;

function warningsOf(rule: Rule, known: Known): RuleWarning[] {
  const named = namesIn(rule);
  return (['products', 'categories', 'brands'] as const).flatMap((kind) => {
    const unknown = [...new Set(named[kind])].filter((name) => !known[kind].has(name));
    if (unknown.length === 0) return [];
    const names = unknown.slice(0, MOST_NAMES);
    const more = unknown.length > names.length ? `, nor ${unknown.length - names.length} more that it names` : '';
    return [{ rule: rule.id, names, message: `The shop has no ${SINGULAR[kind]} "${names.join('", nor "')}"${more}.` }];
  });
}

function pinWarnings(rule: Rule, snapshot: Snapshot, { products }: Known): RuleWarning[] {
  const hidden = hiddenPins(rule, snapshot, (id) => products.get(id));
  if (hidden.length === 0) return [];
  const told = hidden.slice(0, MOST_NAMES);
  const each = told.map(({ product, question, kind }) =>
    kind === 'product'
      ? `"${product}" is of the same category as "${question}"`
      : `"${product}" is of the category "${question}"`,
  );
  const more = hidden.length > told.length ? `, and so are ${hidden.length - told.length} more` : '';
  const message = `Pinned where it is not shown, as a list has other categories: ${each.join(', ')}${more}.`;
  return [{ rule: rule.id, names: told.map(({ product }) => product), message }];
}
