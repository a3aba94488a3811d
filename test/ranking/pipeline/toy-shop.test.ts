import { expect } from 'chai';
import { DAY } from '../../../src/core/index.js';
import { OnnxRuntime } from '../../../src/learning/onnx/index.js';
import { engineLists, shopColumns } from '../../support/influence/engine-lists.js';
import type { PlantedEvent } from '../../support/influence/planted-shop.js';

describe('a shop of forty orders that was never trained', () => {
  it('answers first what was bought together, before what was not', async () => {
    const categories = { p0: 'a', p1: 'a', p2: 'a', p3: 'b', p4: 'b' };
    const products = Object.entries(categories).map(([id, category]) => ({ id, category }));
    const events = Array.from({ length: 20 }, (_, day) => [
      ...order(`a${day}`, ['p0', 'p3'], day),
      ...order(`b${day}`, ['p1', 'p4'], day),
    ]).flat();
    const runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
    try {
      const lists = await engineLists(runtime, shopColumns(products, events), { steps: 0 });
      const firsts = ['p0', 'p1', 'p3', 'p4'].map((product) => lists.get(product)?.[0]);
      expect(firsts).to.deep.equal(['p3', 'p4', 'p0', 'p1']);
    } finally {
      await runtime.close();
    }
  });
});

/** An order of a customer who bought nothing else. */
function order(user: string, products: readonly string[], day: number): PlantedEvent[] {
  const time = Date.UTC(2025, 0, 1) + day * DAY;
  return products.map((product) => ({ user, product, kind: 'purchase', time, order: user }));
}
