import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import neo4j from 'neo4j-driver';
import type { ServerConnections } from '../../src/core/index.js';

/** Writes canonical files into a new folder and answers its path. */
export async function writeShop(parent: string, name: string, files: Record<string, string>): Promise<string> {
  const folder = join(parent, name);
  await mkdir(folder);
  for (const [file, content] of Object.entries(files)) await writeFile(join(folder, file), content);
  return folder;
}

export const tinyShop = {
  'categories.csv': 'category_id,parent_id,name\ntents,camping,Tents\ncamping,,Camping\nmats,camping,Mats\n',
  'products.csv':
    'product_id,category_id,title,price,brand,category_ids\nt1,tents,Dome tent,99.5,Acme,camping|tents\nm1,mats,"Mat, soft",20,,\n',
  'category_relations.csv': 'category_id,related_id,weight\ntents,mats,0.8\n',
  'events.csv':
    'user_id,product_id,type,timestamp,order_id,session_id,seq,quantity\n' +
    'u1,t1,purchase,2024-05-01T10:00:00Z,o1,,,1\nu1,m1,purchase,2024-05-01T10:00:00Z,o1,,,2\n' +
    'u2,t1,view,,,s1,1,\nu2,t1,view,,,s1,1,\nu2,t1,cart,,,s1,2,\nu2,m1,favourite,,,s1,3,\n',
};

/** A shop of three categories with as many events as asked for, every tenth one said twice. */
export function largerShop(events: number): Record<string, string> {
  const products = Array.from(
    { length: 300 },
    (_, i) => `p${String(i)},c${String(i % 3)},Product ${String(i)},${String(i)}\n`,
  );
  const rows = Array.from({ length: events }, (_, i) => {
    const said = i % 10 === 9 ? i - 1 : i;
    // What an order says twice of a product is one event.
    const order = i % 10 < 8 ? `o${String(said >> 2)}` : '';
    const type = ['view', 'cart', 'purchase'][said % 3];
    return `u${String((said * 7) % 2000)},p${String((said * 13) % 300)},${type},2024-01-01,${order}\n`;
  });
  return {
    'categories.csv': 'category_id,parent_id,name\nc0,,Zero\nc1,c0,One\nc2,c0,Two\n',
    'products.csv': `product_id,category_id,title,price\n${products.join('')}`,
    'events.csv': `user_id,product_id,type,timestamp,order_id\n${rows.join('')}`,
  };
}

/** Everything that the graph says, as sorted lines: equal graphs give equal lists. */
export async function dumpGraph({ neo4j: where }: Pick<ServerConnections, 'neo4j'>): Promise<string[]> {
  const driver = neo4j.driver(where.uri, neo4j.auth.basic(where.user, where.password), {
    disableLosslessIntegers: true,
  });
  try {
    const nodes = await driver.executeQuery('MATCH (n) RETURN labels(n) AS kind, properties(n) AS says');
    const relationships = await driver.executeQuery(
      `MATCH (a)-[r]->(b)
       RETURN [coalesce(a.userId, a.productId, a.categoryId), type(r), coalesce(b.productId, b.categoryId)] AS kind,
              properties(r) AS says`,
    );
    return [...nodes.records, ...relationships.records]
      .map((row) => `${JSON.stringify(row.get('kind'))} ${inOrder(row.get('says') as Record<string, unknown>)}`)
      .sort();
  } finally {
    await driver.close();
  }
}

export async function graphHash(servers: Pick<ServerConnections, 'neo4j'>): Promise<string> {
  return createHash('sha256')
    .update((await dumpGraph(servers)).join('\n'))
    .digest('hex');
}

function inOrder(properties: Record<string, unknown>): string {
  return JSON.stringify(
    Object.keys(properties)
      .sort()
      .map((key) => {
        const value = properties[key];
        return [key, neo4j.isDateTime(value) ? value.toString() : value];
      }),
  );
}
