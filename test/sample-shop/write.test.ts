import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { generateSampleShop, writeSampleShop } from '../../src/sample-shop/index.js';

const small = { products: 300, customers: 400, orders: 2_000 };

describe('sample shop on disk', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sample-shop-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function written(name: string, seed: number): Promise<string> {
    await writeSampleShop(generateSampleShop({ ...small, seed }), join(folder, name));
    return join(folder, name);
  }

  async function digest(dir: string): Promise<string> {
    const hash = createHash('sha256');
    for (const file of (await readdir(dir)).sort()) hash.update(file).update(await readFile(join(dir, file)));
    return hash.digest('hex');
  }

  it('is the same bytes for the same seed and others for another', async () => {
    const first = await digest(await written('first', 7));
    expect(await digest(await written('again', 7))).to.equal(first);
    expect(await digest(await written('other', 8))).to.not.equal(first);
  });

  it('reads back as the canonical CSV that was generated', async () => {
    const dir = await written('shop', 3);
    const shop = generateSampleShop({ ...small, seed: 3 });
    const rows = async (file: string): Promise<Record<string, string>[]> =>
      parse(await readFile(join(dir, file)), { columns: true });
    expect(await rows('products.csv')).to.deep.equal(
      shop.products.map((p) => ({
        product_id: p.productId,
        category_id: p.categoryId,
        title: p.title,
        price: p.price.toFixed(2),
        brand: p.brand,
      })),
    );
    expect(await rows('categories.csv')).to.deep.equal(
      shop.categories.map((c) => ({ category_id: c.categoryId, parent_id: c.parentId ?? '', name: c.name })),
    );
    expect(await rows('events.csv')).to.deep.equal(
      shop.events.map((e) => ({
        user_id: e.userId,
        product_id: e.productId,
        type: e.type,
        timestamp: e.timestamp,
        order_id: e.orderId ?? '',
        session_id: e.sessionId,
        event_id: e.eventId,
        quantity: String(e.quantity),
      })),
    );
    expect(await rows('category_relations.csv')).to.have.length(shop.categoryRelations.length);
    expect(await rows('complements.csv')).to.have.length([...shop.complements.values()].flat().length);
  });

  it('tells one seed from another in more than one file', async () => {
    const [a, b] = [await written('a', 1), await written('b', 2)];
    for (const file of ['products.csv', 'events.csv', 'complements.csv']) {
      expect(await readFile(join(a, file), 'utf8')).to.not.equal(await readFile(join(b, file), 'utf8'), file);
    }
  });
});
