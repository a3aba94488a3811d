import type { Complement } from './complements.js';
import type { Customer } from './customers.js';
import type { Demand } from './demand.js';
import type { Prng } from './prng.js';
import type { Article } from './stock.js';

const comesBackForWish = 0.5;
const remembersComplement = 0.08;
const secondErrand = 0.12;
const takesSomethingAlong = 0.3;
const complementOfComplement = 0.4;

/** Fills baskets: an errand, its complements, their complements more rarely, and now and then something unrelated. */
export class BasketFiller {
  constructor(
    private readonly complements: readonly (readonly Complement[])[],
    private readonly demand: Demand,
    private readonly random: Prng,
  ) {}

  /** What the customer buys in this month (0–11), in the order in which it was added; remembers what they now own. */
  fill(customer: Customer, month: number): readonly Article[] {
    const basket = new Set<Article>();
    this.add(this.errand(customer, month), 1, customer, basket);
    if (this.random.chance(secondErrand)) this.add(this.demand.wanted(customer, month), 1, customer, basket);
    while (this.random.chance(takesSomethingAlong)) this.add(this.demand.unrelated(month), 1, customer, basket);
    for (const article of basket) {
      if (article.shelf.leaf.consumable) continue;
      customer.owned.add(article);
      customer.ownedShelves.add(article.shelf.index);
    }
    return [...basket];
  }

  private errand(customer: Customer, month: number): Article {
    const wish =
      customer.wishes.length > 0 && this.random.chance(comesBackForWish) ? customer.wishes.shift() : undefined;
    if (wish !== undefined && !customer.owned.has(wish)) return wish;
    const wanted = this.demand.wanted(customer, month);
    // Somebody who has this very thing looks once more before buying a second one.
    return customer.owned.has(wanted) ? this.demand.wanted(customer, month) : wanted;
  }

  private add(article: Article, likelihood: number, customer: Customer, basket: Set<Article>): void {
    if (basket.has(article)) return;
    basket.add(article);
    for (const { article: complement, probability } of this.complements[article.index]) {
      if (customer.owned.has(complement)) continue;
      if (this.random.chance(probability * likelihood)) {
        this.add(complement, likelihood * complementOfComplement, customer, basket);
      } else if (this.random.chance(remembersComplement * likelihood)) {
        customer.wishes.push(complement);
      }
    }
  }
}
