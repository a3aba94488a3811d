import type { Customer } from './customers.js';
import { runningTotals, type Prng } from './prng.js';
import { monthsInYear, seasonalDemand } from './season.js';
import type { Article, Shelf } from './stock.js';

const ownedShelfFactor = 0.2;
const wantedTierFactor = 3;
const wantedBrandFactor = 2;

/** Draws what somebody looks for: first a shelf, then an article on it. */
export class Demand {
  private readonly open: readonly Shelf[];
  /** By month, by open shelf. */
  private readonly shelfDemand: readonly (readonly number[])[];
  private readonly shelfTotals: readonly Float64Array[];
  /** By shelf index. */
  private readonly articleTotals: readonly Float64Array[];
  private readonly weights: Float64Array;

  constructor(
    shelves: readonly Shelf[],
    private readonly random: Prng,
  ) {
    this.open = shelves.filter(({ leaf }) => !leaf.unreleased);
    this.shelfDemand = Array.from({ length: monthsInYear }, (_, month) =>
      this.open.map(({ leaf }) => leaf.demand * seasonalDemand(leaf.season, month)),
    );
    this.shelfTotals = this.shelfDemand.map(runningTotals);
    this.articleTotals = shelves.map(({ articles }) => runningTotals(articles.map(({ demand }) => demand)));
    this.weights = new Float64Array(this.open.length);
  }

  /** What this customer wants in this month (0–11): by season, interest, price tier, brand and what they already own. */
  wanted(customer: Customer, month: number): Article {
    const demand = this.shelfDemand[month];
    for (let i = 0; i < this.open.length; i++) {
      const { index } = this.open[i];
      this.weights[i] =
        demand[i] * customer.interest[index] * (customer.ownedShelves.has(index) ? ownedShelfFactor : 1);
    }
    return this.fromShelf(this.open[this.random.weighted(this.weights)], customer);
  }

  /** What anybody might take along in this month, whoever they are and whatever else is in the basket. */
  unrelated(month: number): Article {
    const { index, articles } = this.open[this.random.cumulative(this.shelfTotals[month])];
    return articles[this.random.cumulative(this.articleTotals[index])];
  }

  /** An article of one shelf, as this customer would choose it. */
  fromShelf({ articles }: Shelf, customer: Customer): Article {
    const weights = articles.map(
      ({ demand, tier, product }) =>
        demand *
        (tier === customer.tier ? wantedTierFactor : 1) *
        (customer.brands.has(product.brand) ? wantedBrandFactor : 1),
    );
    return articles[this.random.weighted(weights)];
  }
}
