import { expect } from 'chai';
import { formBaskets } from '../../src/learning/cooccurrence/index.js';
import { exportShop } from '../../src/operations/jobs/shop-from-graph.js';
import { noProgress } from '../../src/core/index.js';
import { PURCHASE } from '../../src/shop/index.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { numbers } from '../ranking/ranking-fixture.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { importShop } from './shop-fixture.js';
import { writeShop } from './import-fixture.js';

const HOUR = 3_600_000;
const PRODUCTS = ['a', 'b', 'c', 'd'];

/** Customers who come in the evening and stay past midnight, come back within hours, or never rest; some name sessions. */
function eventRows(): string[] {
  const next = numbers(7);
  const rows: string[] = [];
  for (let user = 0; user < 40; user++) {
    let time = Date.UTC(2025, 2, 1 + Math.floor(8 * next()), 19 + Math.floor(5 * next()));
    const restless = user % 8 === 0;
    for (let event = 0; event < (restless ? 40 : 12); event++) {
      // Six hours of silence to the second end no visit, a second more does.
      const [chance, pause] = [next(), restless ? 3 : [0.2, 1, 5.5, 6, 6 + 1 / 3600, 9, 30][Math.floor(7 * next())]];
      time += pause * HOUR;
      const type = chance < 0.6 ? 'purchase' : chance < 0.8 ? 'view' : 'cart';
      const session = type === 'view' && next() < 0.3 ? `s${user}-${Math.floor(event / 3)}` : '';
      const product = PRODUCTS[Math.floor(PRODUCTS.length * next())];
      rows.push(`u${user},${product},${type},${new Date(time).toISOString()},${session}`);
    }
  }
  return rows;
}

describe('visits', () => {
  const folder = temporaryFolder();
  let opened: OpenServers;
  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    const shop = await writeShop(folder(), 'visits', {
      'categories.csv': ['category_id,parent_id,name', ...PRODUCTS.map((id) => `of-${id},,${id}`)].join('\n'),
      'products.csv': ['product_id,category_id,title,price', ...PRODUCTS.map((id) => `${id},of-${id},${id},1`)].join(
        '\n',
      ),
      'events.csv': ['user_id,product_id,type,timestamp,session_id', ...eventRows()].join('\n'),
    });
    await importShop(opened.graph, shop);
  });
  after(() => opened.close());

  it('are counted in the graph as the engine counts them', async () => {
    const { catalogue, interactions } = await exportShop(opened.graph, noProgress);
    expect(interactions).to.include({ unit: 'day', finest: 'order' });
    const { contents, bought, people } = formBaskets(interactions, PRODUCTS.length, {
      ...{ kindWeights: [1, 1, 1, 1], countedKinds: [PURCHASE], halfLifeDays: Infinity },
    });
    const held = new Map<string, { user: number; bought: boolean }[]>();
    for (let b = 0; b < contents.rows; b++) {
      for (let i = contents.offsets[b]; i < contents.offsets[b + 1]; i++) {
        for (let j = contents.offsets[b]; j < contents.offsets[b + 1]; j++) {
          const pair = `${catalogue.products.ids[contents.columns[i]]} ${catalogue.products.ids[contents.columns[j]]}`;
          const entry = { user: people[b], bought: bought[i] === 1 && bought[j] === 1 };
          held.set(pair, [...(held.get(pair) ?? []), entry]);
        }
      }
    }
    for (const x of PRODUCTS) {
      for (const y of PRODUCTS.filter((each) => each !== x)) {
        const baskets = held.get(`${x} ${y}`) ?? [];
        const [orders, visits] = [baskets.filter((each) => each.bought), baskets.filter((each) => !each.bought)];
        const [row] = await opened.graph.read('read/why-shared', { x, y, until: null, finest: 0 });
        expect(row, `${x} and ${y}`).to.deep.equal({
          ...{ together: orders.length, people: new Set(orders.map(({ user }) => user)).size },
          ...{ sessions: visits.length, sessionPeople: new Set(visits.map(({ user }) => user)).size },
        });
        const paths = await opened.graph.read('read/why-through', {
          ...{ x, y, until: null, finest: 0, events: 2000, companions: 300, limit: 20 },
        });
        expect(paths).to.have.length(PRODUCTS.length - 2);
        for (const path of paths) {
          for (const [end, withEnd, peopleWithEnd] of [
            [x, path.withX, path.peopleWithX],
            [y, path.withY, path.peopleWithY],
          ] as const) {
            const common = (held.get(`${end} ${path.productId}`) ?? []).filter((each) => each.bought);
            expect(withEnd, `${end} and ${path.productId}`).to.equal(common.length);
            expect(peopleWithEnd).to.equal(new Set(common.map(({ user }) => user)).size);
          }
        }
      }
    }
  });
});
