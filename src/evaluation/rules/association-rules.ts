import type { Csr } from '../../core/numerics/index.js';
import { UsageError } from '../../core/index.js';
import { frequentItemsets } from './frequent-itemsets.js';

/** "Who buys the antecedent also buys the consequent", over N baskets; n is the number of baskets with all of a set. */
export interface AssociationRule {
  /** Product numbers, ascending. */
  readonly antecedent: readonly number[];
  readonly consequent: number;
  /** n(A ∪ y) */
  readonly count: number;
  /** n(A ∪ y) / N */
  readonly support: number;
  /** n(A ∪ y) / n(A) */
  readonly confidence: number;
  /** confidence / (n(y) / N): 1 where the two are independent. */
  readonly lift: number;
  /** (1 - n(y) / N) / (1 - confidence): 1 where the two are independent, Infinity where the rule never fails. */
  readonly conviction: number;
}

export interface RuleOptions {
  /** Share of the baskets that all of a rule's products must be in, above 0 to 1. */
  readonly minimumSupport: number;
  readonly minimumConfidence: number;
  readonly minimumLift: number;
  /** Most products of an antecedent. */
  readonly largestAntecedent: number;
  readonly sortBy: 'support' | 'confidence' | 'lift' | 'conviction';
  /** Most rules returned. */
  readonly limit: number;
  /** Category line of each product [products]: keeps only rules whose consequent is of another category group than all of the antecedent. */
  readonly acrossCategoryGroups?: Int32Array;
}

export const defaultRuleOptions: RuleOptions = {
  minimumSupport: 0.001,
  minimumConfidence: 0.1,
  minimumLift: 1,
  largestAntecedent: 2,
  sortBy: 'lift',
  limit: 1000,
};

/**
 * The association rules with one consequent over the baskets (support and confidence: Agrawal, Imieliński and Swami, SIGMOD
 * 1993; lift and conviction: Brin et al., SIGMOD 1997), sorted downwards; of equal rules the one with more baskets first,
 * then by product numbers.
 *
 * @param baskets [baskets, products]; only which products a row holds counts
 * @throws {UsageError} `rule-support-invalid` unless 0 < minimumSupport ≤ 1
 */
export function associationRules(baskets: Csr, options: Partial<RuleOptions> = {}): AssociationRule[] {
  const settings = { ...defaultRuleOptions, ...options };
  if (!(settings.minimumSupport > 0 && settings.minimumSupport <= 1)) {
    throw new UsageError(
      'rule-support-invalid',
      `The least support must be above 0 and at most 1, and is ${settings.minimumSupport}: give a share of the baskets.`,
      { minimumSupport: settings.minimumSupport },
    );
  }
  const total = baskets.rows;
  const counts = new Map<string, number>();
  const rules = new BestRules(settings);
  frequentItemsets(
    baskets,
    { minimumCount: leastCount(settings.minimumSupport, total), largest: settings.largestAntecedent + 1 },
    (products, count) => {
      const itemset = [...products].sort((a, b) => a - b);
      if (itemset.length <= settings.largestAntecedent) counts.set(itemset.join(), count);
      if (itemset.length < 2) return;
      for (const consequent of itemset) {
        const antecedent = itemset.filter((product) => product !== consequent);
        const of = (set: string): number => counts.get(set) ?? 0;
        const counted = { both: count, antecedent: of(antecedent.join()), consequent: of(String(consequent)), total };
        rules.offer({ antecedent, consequent, ...measures(counted) });
      }
    },
  );
  return rules.sorted();
}

/** The least whole count that is at least this share; a share that is a count over the total gives that count exactly. */
function leastCount(share: number, total: number): number {
  return Math.max(1, Math.ceil(share * total - 1e-9));
}

/** Baskets that hold a rule's products: both sides, each side, and all baskets. */
interface RuleCounts {
  readonly both: number;
  readonly antecedent: number;
  readonly consequent: number;
  readonly total: number;
}

function measures({
  both,
  antecedent,
  consequent,
  total,
}: RuleCounts): Omit<AssociationRule, 'antecedent' | 'consequent'> {
  const confidence = both / antecedent;
  return {
    count: both,
    support: both / total,
    confidence,
    lift: (both * total) / (antecedent * consequent),
    conviction: both === antecedent ? Infinity : (1 - consequent / total) / (1 - confidence),
  };
}

/** Keeps the best rules; never more than twice as many as asked for. */
class BestRules {
  private kept: AssociationRule[] = [];

  constructor(private readonly options: RuleOptions) {}

  offer(rule: AssociationRule): void {
    const { minimumConfidence, minimumLift, acrossCategoryGroups, limit } = this.options;
    if (rule.confidence < minimumConfidence || rule.lift < minimumLift) return;
    if (acrossCategoryGroups !== undefined) {
      const group = acrossCategoryGroups[rule.consequent];
      if (group < 0 || rule.antecedent.some((product) => acrossCategoryGroups[product] === group)) return;
    }
    this.kept.push(rule);
    if (this.kept.length > 2 * limit + 1000) this.kept = this.sorted();
  }

  sorted(): AssociationRule[] {
    const { sortBy, limit } = this.options;
    return this.kept
      .sort((a, b) => compareMeasures(a[sortBy], b[sortBy]) || b.count - a.count || compareProducts(a, b))
      .slice(0, limit);
  }
}

/** Downwards; unlike a difference, it also orders two infinities. */
function compareMeasures(a: number, b: number): number {
  return a === b ? 0 : a > b ? -1 : 1;
}

function compareProducts(a: AssociationRule, b: AssociationRule): number {
  const left = [...a.antecedent, a.consequent];
  const right = [...b.antecedent, b.consequent];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] !== right[i]) return left[i] - right[i];
  }
  return left.length - right.length;
}
