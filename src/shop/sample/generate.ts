import { UsageError } from '../../core/index.js';
import { BasketFiller } from './basket.js';
import { Calendar } from './calendar.js';
import { readGroups } from './catalogue.js';
import { categoryRelations } from './category-relations.js';
import { plantComplements } from './complements.js';
import { inviteCustomers } from './customers.js';
import { Demand } from './demand.js';
import { EventLog } from './event-log.js';
import { Prng, runningTotals } from './prng.js';
import { Sessions } from './sessions.js';
import type { SampleEvent, SampleShop } from './shop.js';
import { categoryTree, stockShelves, type Stock } from './stock.js';

export interface SampleShopOptions {
  /** Any whole number; the same seed and sizes give the same shop. Default 1. */
  readonly seed?: number;
  /** Default 2,000; at least 300, so that no shelf is empty. */
  readonly products?: number;
  /** Default 8,000. */
  readonly customers?: number;
  /** Default 60,000. */
  readonly orders?: number;
  /** First day of the simulated year, `YYYY-MM-DD`. Default 2025-01-01. */
  readonly start?: string;
}

const browsingSessionsPerOrder = 0.25;

/**
 * Generates a shop with a year of events: one to two seconds for the default sizes, linear in the orders.
 *
 * @throws UsageError for a size that is no whole number or too small, or a start that is no day
 */
export function generateSampleShop(options: SampleShopOptions = {}): SampleShop {
  const { seed = 1, products = 2_000, customers = 8_000, orders = 60_000, start = '2025-01-01' } = options;
  requireWhole('seed', seed, Number.MIN_SAFE_INTEGER);
  requireWhole('products', products, 300);
  requireWhole('customers', customers, 1);
  requireWhole('orders', orders, 0);
  const random = new Prng(seed);
  const calendar = new Calendar(start);
  const groups = readGroups();
  const stock = stockShelves(groups, products, random.fork('stock'));
  const planted = plantComplements(stock, random.fork('complements'));
  const year = { stock, planted, calendar, customers, orders };
  return {
    categories: categoryTree(groups),
    products: stock.articles.map(({ product }) => product),
    events: simulate(year, random),
    categoryRelations,
    complements: new Map(
      planted.map((complements, i) => [
        stock.articles[i].product.productId,
        complements.map(({ article }) => article.product.productId),
      ]),
    ),
  };
}

interface Year {
  readonly stock: Stock;
  readonly planted: ReturnType<typeof plantComplements>;
  readonly calendar: Calendar;
  readonly customers: number;
  readonly orders: number;
}

/** Lets the customers come and go for a year, one visit after the other in order of time. */
function simulate({ stock, planted, calendar, customers: count, orders }: Year, random: Prng): SampleEvent[] {
  const customers = inviteCustomers(count, stock.shelves, random.fork('customers'));
  const activity = runningTotals(customers.map((customer) => customer.activity));
  const demand = new Demand(stock.shelves, random.fork('demand'));
  const log = new EventLog();
  const baskets = new BasketFiller(planted, demand, random.fork('baskets'));
  const sessions = new Sessions(log, baskets, demand, planted, random.fork('sessions'));
  const visits = random.fork('visits');
  const total = orders + Math.round(orders * browsingSessionsPerOrder);
  const starts = calendar.sessionStarts(total, visits);
  for (let session = 0, order = 0; session < total; session++) {
    const second = starts[session];
    const buys = visits.chance((orders - order) / (total - session));
    const customer = buys ? customers[visits.cumulative(activity)] : visits.pick(customers);
    const visit = { session, customer, second, month: calendar.month(second) };
    if (buys) sessions.buy(visit, order++);
    else sessions.browse(visit);
  }
  return log.events(calendar);
}

function requireWhole(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new UsageError('bad-sample-shop-size', `${name} must be a whole number of at least ${least}.`, { name, value });
}
