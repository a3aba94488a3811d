import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { generateSampleShop, writeSampleShop } from '../../../src/shop/sample/index.js';

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

  it('quotes what a reader would take for the end of a field', async () => {
    const title = 'Lumora 7" Frame, Oak';
    const product = { productId: 'p1', categoryId: 'frames', title, brand: 'Lumora', price: 9.5 };
    const none = { categories: [], events: [], categoryRelations: [], complements: new Map<string, string[]>() };
    await writeSampleShop({ ...none, products: [product] }, folder);
    const [row] = parse<Record<string, string>>(await readFile(join(folder, 'products.csv')), { columns: true });
    expect(row).to.include({ title, price: '9.50' });
    expect(await readFile(join(folder, 'events.csv'), 'utf8')).to.match(/^user_id,[a-z_,]+\n$/);
  });
});
