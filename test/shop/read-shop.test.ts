import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { noProgress } from '../../src/core/index.js';
import { readShop } from '../../src/shop/index.js';
import type { ShopFiles } from '../../src/shop/read-shop.js';
import { temporaryFolder } from './csv/temporary-folder.js';

describe('a shop read from files', () => {
  const folder = temporaryFolder();

  async function read(events: readonly string[], products: readonly string[] = []): Promise<ShopFiles> {
    const files = {
      'categories.csv': ['category_id,parent_id,name', 'tents,,Tents', 'mats,,'],
      'products.csv': ['product_id,category_id,title,price', 'b,tents,Tent,10', 'a,mats,Mat,', ...products],
      'events.csv': ['user_id,product_id,type,timestamp,order_id,seq', ...events],
    };
    for (const [name, lines] of Object.entries(files)) await writeFile(join(folder(), name), `${lines.join('\n')}\n`);
    return readShop([folder()], noProgress);
  }

  it('numbers products and categories by the order of their ids', async () => {
    const { shop } = await read([]);
    expect(shop.catalogue.products.ids).to.deep.equal(['a', 'b']);
    expect([...shop.catalogue.products.categories]).to.deep.equal([0, 1]);
    expect(shop.catalogue.categories.names).to.deep.equal(['mats', 'Tents']);
    expect(shop.catalogue.products.prices[0]).to.be.NaN;
  });

  it("puts a user's events in the order of their times, then of their sequence numbers", async () => {
    const { shop } = await read(['u,a,view,2026-01-02,,2', 'u,b,view,2026-01-02,,1', 'u,b,purchase,2026-01-01,,9']);
    expect([...shop.interactions.product]).to.deep.equal([1, 1, 0]);
    expect([...shop.interactions.kind]).to.deep.equal([0, 3, 3]);
    expect([...shop.interactions.time]).to.deep.equal(['2026-01-01', '2026-01-02', '2026-01-02'].map(Date.parse));
  });

  it('makes an order a basket of its user, and gives the same columns for any order of the rows', async () => {
    const rows = ['v,a,purchase,,o2,', 'u,a,purchase,,o1,', 'u,b,purchase,,o1,', 'v,b,view,,,'];
    const { shop } = await read(rows);
    const again = await read([...rows].reverse());
    expect(again.shop).to.deep.equal(shop);
    expect(shop.userIds).to.deep.equal(['u', 'v']);
    expect([...shop.interactions.basketUser]).to.deep.equal([0, 1, 1]);
    expect(shop.interactions.unit).to.equal('order');
  });

  it('counts rows that cannot be used: an invalid one, an unknown product, an unknown category', async () => {
    const { shop, rejected } = await read(['u,a,bought,,,', 'u,zzz,view,,,', 'u,a,view,,,'], ['c,nowhere,C,']);
    expect(rejected).to.equal(3);
    expect(shop.interactions.kind.length).to.equal(1);
  });
});
