import { expect } from 'chai';
import type { IdentifiedEvent, ShopEvent } from '../../../src/shop/csv/index.js';
import { decodeCursor, encodeCursor } from '../../../src/serving/lists/cursor.js';
import { newestOf } from '../../../src/serving/lists/newest-events.js';

let count = 0;
function event(productId: string, type: ShopEvent['type'], at: number, more: Partial<ShopEvent> = {}): IdentifiedEvent {
  const said = { productId, type, at, userId: 'u', ...more } as ShopEvent;
  return { identity: `e${String(count++)}`, event: said };
}

describe("a customer's newest events", () => {
  it('are products by their latest event, each with the strongest kind, in whatever order they came', () => {
    const events = [event('a', 'view', 5), event('b', 'cart', 9), event('a', 'purchase', 1), event('c', 'view', 7)];
    expect(newestOf(events).products).to.deep.equal([
      { id: 'b', kind: 1 },
      { id: 'c', kind: 3 },
      { id: 'a', kind: 0 },
    ]);
    expect(newestOf([])).to.deep.include({ watermark: '', products: [] });
  });

  it('lose what was returned, and say which earlier purchases were', () => {
    const bought = event('a', 'purchase', 1, { orderId: 'o' });
    const returned = event('a', 'return', 2, { orderId: 'o' });
    expect(newestOf([returned, bought])).to.deep.include({ products: [], returned: new Set() });
    expect(newestOf([returned])).to.deep.include({ products: [], returned: new Set(['a']) });
    const seen = event('a', 'view', 0);
    expect(newestOf([returned, bought, seen]).products).to.deep.equal([{ id: 'a', kind: 3 }]);
  });

  it('have a name that tells them from any others, which a cursor carries', () => {
    const [one, two] = [event('a', 'view', 1), event('b', 'view', 2)];
    const { watermark } = newestOf([one]);
    expect(watermark).to.match(/^[\w-]{16}$/);
    expect(newestOf([two, one]).watermark).to.not.equal(watermark);
    const question = 'q'.repeat(22);
    for (const events of ['', watermark]) {
      const cursor = { snapshot: 's', rules: '', question, position: 10, events };
      expect(decodeCursor(encodeCursor(cursor), question)).to.deep.equal(cursor);
    }
  });
});
