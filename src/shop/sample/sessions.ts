import type { BasketFiller } from './basket.js';
import type { Complement } from './complements.js';
import type { Customer } from './customers.js';
import type { Demand } from './demand.js';
import type { EventLog } from './event-log.js';
import type { Prng } from './prng.js';
import type { Article } from './stock.js';

/** A visit of one customer: it starts at a second of the year, in a month (0–11). */
export interface Visit {
  readonly session: number;
  readonly customer: Customer;
  readonly second: number;
  readonly month: number;
}

const looksAtWhatIsBought = 0.35;
const comparesAnother = 0.3;
const leavesCartTrace = 0.15;
const buysSeveral = 0.4;
const looksFurther = 0.6;
const followsComplement = 0.3;
const abandonsInCart = 0.14;
const marksFavourite = 0.16;

/** Turns visits into events: what was looked at, put in the cart, marked and bought. */
export class Sessions {
  constructor(
    private readonly log: EventLog,
    private readonly baskets: BasketFiller,
    private readonly demand: Demand,
    private readonly complements: readonly (readonly Complement[])[],
    private readonly random: Prng,
  ) {}

  /** A visit that ends in order number `order`; its lines share one timestamp. */
  buy(visit: Visit, order: number): void {
    const basket = this.baskets.fill(visit.customer, visit.month);
    let { second } = visit;
    for (const article of basket) {
      if (this.random.chance(comparesAnother / basket.length)) {
        this.note(visit, (second += this.pause()), this.demand.fromShelf(article.shelf, visit.customer), 'view');
      }
      if (this.random.chance(looksAtWhatIsBought)) this.note(visit, (second += this.pause()), article, 'view');
      if (this.random.chance(leavesCartTrace)) this.note(visit, (second += this.pause()), article, 'cart');
    }
    second += this.pause();
    for (const article of basket) {
      const several = article.shelf.leaf.consumable && this.random.chance(buysSeveral);
      const quantity = several ? 2 + this.random.below(3) : 1;
      const { session, customer } = visit;
      this.log.record({ second, customer, article, type: 'purchase', session, order, quantity });
    }
  }

  /** A visit that ends without an order. */
  browse(visit: Visit): void {
    let article = this.demand.wanted(visit.customer, visit.month);
    let { second } = visit;
    for (let looks = 0; looks < 6; looks++) {
      this.note(visit, second, article, 'view');
      if (this.random.chance(abandonsInCart)) this.note(visit, (second += this.pause()), article, 'cart');
      if (this.random.chance(marksFavourite)) this.note(visit, (second += this.pause()), article, 'favorite');
      if (!this.random.chance(looksFurther)) return;
      article = this.next(article, visit.customer);
      second += this.pause();
    }
  }

  private next(from: Article, customer: Customer): Article {
    const complements = this.complements[from.index];
    return complements.length > 0 && this.random.chance(followsComplement)
      ? this.random.pick(complements).article
      : this.demand.fromShelf(from.shelf, customer);
  }

  private note(visit: Visit, second: number, article: Article, type: 'view' | 'cart' | 'favorite'): void {
    const { session, customer } = visit;
    this.log.record({ second, customer, article, type, session, order: null, quantity: 1 });
  }

  /** Seconds between two steps of a visit. */
  private pause(): number {
    return 8 + this.random.below(60);
  }
}
