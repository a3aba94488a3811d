import { subtrees } from '../../shop/index.js';
import type { Wishes } from '../../ranking/lists/index.js';
import { productNumbers, type SharedParts, type Snapshot } from '../../storage/redis/index.js';
import type { Rule, RuleItems } from './rule-document.js';

/** What the rules say to one question. */
export interface RuleAnswer {
  /** False for what is blocked. */
  readonly admits: (product: number) => boolean;
  readonly wishes: Wishes;
  /** Of the ready-made lists, 0 to 1; undefined where no rule sets it. */
  readonly balance: number | undefined;
  /** Ids of the rules that pinned, buried or boosted the product, in the order of the document. */
  readonly touching: (product: number) => readonly string[];
}

type Matches = (product: number) => boolean;

interface CompiledRule {
  readonly rule: Rule;
  readonly asks: Matches;
  /** Whether the rule names this very product among those asked about. */
  readonly asksByName: Matches;
  readonly touches: Matches;
  /** Numbers of the pinned products that the snapshot knows. */
  readonly pinned: readonly number[];
}

/** Rules with the ids of one snapshot turned into its numbers. Ids that it does not know match nothing. */
export class CompiledRules {
  private constructor(private readonly rules: readonly CompiledRule[]) {}

  static async of(rules: readonly Rule[], snapshot: Snapshot): Promise<CompiledRules> {
    const named = rules.flatMap((rule) => [...(rule.for?.products ?? []), ...(itemsOf(rule)?.products ?? [])]);
    const ids = [...new Set(named)];
    const numbers = await productNumbers(snapshot, ids);
    const numberOf = new Map(ids.map((id, i) => [id, numbers[i]]));
    const known = (products: readonly string[]): number[] =>
      products.map((id) => numberOf.get(id)).filter((number) => number !== undefined);
    return new CompiledRules(
      rules.map((rule) => {
        const items = itemsOf(rule);
        const askedByName = new Set(known(rule.for?.products ?? []));
        return {
          rule,
          asks:
            rule.for === undefined
              ? () => true
              : anyOf(snapshot.shared, [...askedByName], rule.for.categories ?? [], []),
          asksByName: (product) => askedByName.has(product),
          touches: items === undefined ? () => false : touchedBy(snapshot.shared, known(items.products ?? []), items),
          pinned: rule.action === 'pin' ? known(rule.items.products) : [],
        };
      }),
    );
  }

  /** What they say to a question that rests on these products; undefined where they say nothing. */
  answer(asked: readonly number[]): RuleAnswer | undefined {
    const rules = this.rules.filter(({ asks, rule }) => rule.for === undefined || asked.some(asks));
    if (rules.length === 0) return undefined;
    const of = (action: Rule['action']): CompiledRule[] => rules.filter(({ rule }) => rule.action === action);
    const blocks = of('block');
    const pinned = [...new Set(of('pin').flatMap((rule) => rule.pinned))];
    const isPinned = new Set(pinned);
    const buries = of('bury');
    const boosts = of('boost');
    const buried: Matches = (product) => !isPinned.has(product) && buries.some(({ touches }) => touches(product));
    return {
      admits: (product) => !blocks.some(({ touches }) => touches(product)),
      wishes: {
        pinned,
        buries: buries.length > 0,
        buried,
        boosts: boosts.length > 0,
        factor: (product) => boosts.reduce((factor, { rule, touches }) => factor * factorOf(rule, touches(product)), 1),
      },
      balance: balanceOf(of('balance'), asked),
      touching: (product) =>
        rules.filter(({ rule, touches }) => rule.action !== 'block' && touches(product)).map(({ rule }) => rule.id),
    };
  }
}

/** Which items a rule touches; undefined for one that is of whole lists. */
function itemsOf(rule: Rule): RuleItems | undefined {
  return 'items' in rule ? rule.items : undefined;
}

/** What the rule says that names a product asked about, else one of their categories, else one for all questions; of equal ones the first. */
function balanceOf(rules: readonly CompiledRule[], asked: readonly number[]): number | undefined {
  const found =
    rules.find(({ asksByName }) => asked.some(asksByName)) ??
    rules.find(({ rule }) => rule.for !== undefined) ??
    rules.at(0);
  return found?.rule.action === 'balance' ? found.rule.balance : undefined;
}

function factorOf(rule: Rule, touched: boolean): number {
  return touched && rule.action === 'boost' ? rule.factor : 1;
}

/** Products that are among those named, or of a named category or brand; all where nothing of that is named. */
function anyOf(
  { categories, categoryOf, brands, brandOf }: SharedParts,
  products: readonly number[],
  categoryIds: readonly string[],
  brandNames: readonly string[],
): Matches {
  const own = new Set(products);
  const numbers = (all: readonly string[], names: readonly string[]): number[] =>
    names.map((name) => all.indexOf(name)).filter((number) => number >= 0);
  const inside = categoryIds.length === 0 ? undefined : subtrees(categories, numbers(categories.ids, categoryIds));
  const ofBrand = new Set(numbers(brands, brandNames));
  return (product) =>
    own.has(product) || inside?.[categoryOf[product]] === 1 || (ofBrand.size > 0 && ofBrand.has(brandOf[product]));
}

function touchedBy(shared: SharedParts, products: readonly number[], items: RuleItems): Matches {
  const { minStock, maxStock, minMargin, maxMargin } = items;
  const named =
    items.products === undefined && items.categories === undefined && items.brands === undefined
      ? () => true
      : anyOf(shared, products, items.categories ?? [], items.brands ?? []);
  const bounds: Matches[] = [];
  const { stock, margins } = shared;
  if (minStock !== undefined) bounds.push((product) => stock[product] >= minStock);
  if (maxStock !== undefined) bounds.push((product) => stock[product] >= 0 && stock[product] <= maxStock);
  // NaN, for a margin that is not known, holds no bound.
  if (minMargin !== undefined) bounds.push((product) => margins[product] >= minMargin);
  if (maxMargin !== undefined) bounds.push((product) => margins[product] <= maxMargin);
  return (product) => named(product) && bounds.every((holds) => holds(product));
}
