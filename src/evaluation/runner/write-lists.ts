import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { OWNER_ONLY } from '../../core/index.js';
import type { MethodAnswer } from '../results/index.js';
import type { Split } from '../splits/index.js';
import { COLD } from '../statistics/index.js';
import { methodWord } from './method-names.js';

/**
 * Writes what was asked and answered as CSV, for other programs to score: `queries.csv`, `truth.csv`, `catalogue.csv`, and
 * a file of query_id, rank, product_id for each method.
 *
 * @returns the files' paths
 */
export async function writeLists(folder: string, split: Split, answers: readonly MethodAnswer[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  const write = async (name: string, columns: readonly string[], rows: Iterable<readonly unknown[]>): Promise<void> => {
    const path = join(folder, name);
    // Queries name customers. A file that is there already would keep its mode.
    await rm(path, { force: true });
    const output = createWriteStream(path, { mode: OWNER_ONLY });
    await pipeline(Readable.from(rows), stringify({ header: true, columns: [...columns] }), output);
    files.push(path);
  };
  await write('queries.csv', QUERY_COLUMNS, queryRows(split));
  await write('truth.csv', ['query_id', 'product_id'], truthRows(split));
  await write('catalogue.csv', ['product_id', 'category', 'count', 'candidate', 'new', 'recent'], catalogueRows(split));
  for (const answer of answers) {
    await write(`${methodWord(answer.name)}.csv`, ['query_id', 'rank', 'product_id'], listRows(split, answer));
  }
  return files;
}

const QUERY_COLUMNS = ['query_id', 'product_id', 'user_id', 'history', 'group', 'x_count', 'cold', 'pool'];

function* queryRows({ training, queries, counts }: Split): Generator<readonly unknown[]> {
  const { ids } = training.catalogue.products;
  for (const [q, { product, user, history, group, pool }] of queries.entries()) {
    const count = counts[product];
    yield [
      `q${q}`,
      ids[product],
      user < 0 ? '' : training.userIds[user],
      history.products.map((each) => ids[each]).join('|'),
      `g${group}`,
      count,
      count <= COLD ? 1 : 0,
      pool,
    ];
  }
}

function* truthRows({ training, queries }: Split): Generator<readonly unknown[]> {
  for (const [q, { truth }] of queries.entries()) {
    for (const product of truth) yield [`q${q}`, training.catalogue.products.ids[product]];
  }
}

function* catalogueRows({
  training,
  categoryGroupOf,
  counts,
  recentCounts,
  candidates,
  isNew,
}: Split): Generator<readonly unknown[]> {
  const { products, categories } = training.catalogue;
  for (const [product, id] of products.ids.entries()) {
    const category = categoryGroupOf[product] < 0 ? '' : categories.ids[categoryGroupOf[product]];
    yield [id, category, counts[product], candidates[product], isNew[product], recentCounts[product]];
  }
}

function* listRows({ training, queries }: Split, { lists }: MethodAnswer): Generator<readonly unknown[]> {
  for (const q of queries.keys()) {
    for (let place = 0; place < lists.length; place++) {
      const product = lists.products[q * lists.length + place];
      if (product >= 0) yield [`q${q}`, place + 1, training.catalogue.products.ids[product]];
    }
  }
}
