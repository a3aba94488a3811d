import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { noProgress } from '../../../../../src/core/index.js';
import { recommendBatch, type BatchReport } from '../../../../../src/operations/cli/commands/recommend/batch.js';
import { historyOfProducts } from '../../../../../src/shop/index.js';
import type { Snapshot } from '../../../../../src/storage/redis/index.js';
import { rejection, temporaryFolder } from '../../../../shop/csv/temporary-folder.js';
import { candidateList } from '../../../../ranking/candidates.js';

/** A snapshot of three products in three categories, where a is bought with b; c was never bought. */
const snapshot = {
  manifest: {
    history: { merged: true, hidden: true, kindWeights: [1, 0.75, 0.5, 0.25] },
    level: 'leaf',
    dimension: 1,
    unit: 'order',
    basketTotal: 10,
  },
  shared: {
    categories: { ids: ['A', 'B', 'C'], names: ['A', 'B', 'C'], parents: Int32Array.of(-1, -1, -1) },
    categoryOf: Int32Array.of(0, 1, 2),
    basketsOf: Int32Array.of(2, 2, 0),
    popular: Int32Array.of(0, 1),
    relations: new Int32Array(0),
    eventless: Int32Array.of(2),
  },
  numbers: (ids: string[]) =>
    Promise.resolve(ids.map((id) => (['a', 'b', 'c'].includes(id) ? 'abc'.indexOf(id) : undefined))),
  lists: (products: number[]) =>
    Promise.resolve(
      products.map((product) =>
        product === 0 ? candidateList([{ product: 1, category: 1, score: 0.123456789, together: 2 }]) : undefined,
      ),
    ),
  coldProducts: (products: number[]) =>
    Promise.resolve(
      products.map((product) =>
        product === 0 ? candidateList([{ product: 2, category: 2, score: 0.5 }], 'category') : undefined,
      ),
    ),
  categoryColdProducts: (categories: number[]) =>
    Promise.resolve(
      categories.map((category) =>
        category === 1 ? candidateList([{ product: 2, category: 2, score: 0.25 }], 'category') : undefined,
      ),
    ),
  histories: (users: string[]) =>
    Promise.resolve(users.map((user) => (user === 'buyer of a' ? historyOfProducts([0]) : undefined))),
  userModel: () => Promise.resolve(undefined),
  embeddings: { all: () => Promise.resolve(new Float32Array(3)) },
  categoryLists: (categories: number[]) => Promise.resolve(categories.map(() => undefined)),
  learnedRelations: (categories: number[]) => Promise.resolve(categories.map(() => [])),
  cards: (products: number[]) =>
    Promise.resolve(
      products.map((product) => ({ id: 'abc'[product], title: `"${'ABC'[product]}", new`, brand: null, buyers: 9 })),
    ),
} as unknown as Snapshot;

function rowsOf(csv: string): string[][] {
  return parse(csv);
}

describe('a batch of queries', () => {
  const folder = temporaryFolder();
  const out = (): string => join(folder(), 'lists.csv');

  async function answer(queries: string | Buffer, name = 'queries.csv', signal = new AbortController().signal) {
    await writeFile(join(folder(), name), queries);
    return batch(join(folder(), name), signal);
  }

  function batch(
    from: string,
    signal = new AbortController().signal,
    more: { readonly reasonsFrom?: number } = {},
  ): Promise<BatchReport> {
    return recommendBatch(snapshot, { from, to: out(), limit: 10, progress: noProgress, signal, ...more });
  }

  it('is answered by one list each, in order, best first', async () => {
    const report = await answer('query_id,product_id,user_id,history\nq2,a,u,c\nq1,b,,\n');
    expect(report).to.include({ queries: 2, unknown: 0 });
    expect((await stat(out())).mode & 0o777).to.equal(0o600);
    const lines = (await readFile(out(), 'utf8')).trimEnd().split('\n');
    expect(lines[0]).to.equal('query_id,rank,product_id,score');
    expect(lines[1]).to.equal('q2,1,b,0.123457');
    expect(lines[2]).to.match(/^q1,1,a,/);
    expect(lines).to.have.length(3);
  });

  it('takes what goes with the history too, but nothing of the history itself', async () => {
    const lines = async (row: string): Promise<string[]> => {
      await answer(`query_id,product_id,user_id,history\nq1,${row}\n`);
      return (await readFile(out(), 'utf8')).trimEnd().split('\n').slice(1);
    };
    const [alone] = await lines('c,,');
    expect(alone).to.match(/^q1,1,a,/);
    const [withHistory] = await lines('c,,c|a|unheard of');
    expect(withHistory).to.equal('q1,1,b,0.123457');
    expect(await lines('c,buyer of a,')).to.deep.equal([withHistory]);
    expect(await lines('c,a stranger,')).to.deep.equal(await lines('c,,'));
    expect(await lines('c,buyer of a,b')).to.deep.equal(await lines('c,,b'));
  });

  it('may name customers alone, who are answered by what they took, or by what is popular', async () => {
    await answer('user_id\nbuyer of a\na stranger\n');
    const [, ofBuyer, ...ofStranger] = (await readFile(out(), 'utf8')).trimEnd().split('\n');
    expect(ofBuyer).to.equal('buyer of a,1,b,0.123457');
    expect(ofStranger.map((line) => line.split(',').slice(0, 3).join())).to.deep.equal([
      'a stranger,1,a',
      'a stranger,2,b',
    ]);
    await answer('query_id,product_id,user_id,history,pool\nq1,,buyer of a,,\nq2,,,a,\nq3,,buyer of a,,new\n');
    expect((await readFile(out(), 'utf8')).trimEnd().split('\n').slice(1)).to.deep.equal([
      'q1,1,b,0.123457',
      'q2,1,b,0.123457',
      'q3,1,c,0.5',
    ]);
  });

  it('has titles and reasons where asked, which count as few people as the API does, with the same lists', async () => {
    const queries = join(folder(), 'queries.csv');
    await writeFile(queries, 'query_id,product_id,user_id,pool\nq1,a,,\nq2,,buyer of a,\nq3,a,,new\n');
    await batch(queries);
    const plain = rowsOf(await readFile(out(), 'utf8'));
    await batch(queries, undefined, { reasonsFrom: 5 });
    expect((await stat(out())).mode & 0o777).to.equal(0o600);
    const told = rowsOf(await readFile(out(), 'utf8'));
    expect(told.map((line) => line.slice(0, 4))).to.deep.equal(plain);
    expect(told[0].slice(4)).to.deep.equal(['title', 'reason']);
    expect(told[1][4]).to.equal('"B", new');
    expect(told[1][5]).to.contain('a few');
    expect(told[3][5]).to.be.a('string').and.not.equal('');
    await batch(queries, undefined, { reasonsFrom: 1 });
    expect(rowsOf(await readFile(out(), 'utf8'))[1][5]).to.contain('2');
  });

  it('counts products that the snapshot does not know and gives them no list', async () => {
    expect(await answer('query_id,product_id\nq1,zzz\n')).to.include({ queries: 1, unknown: 1 });
    expect(await readFile(out(), 'utf8')).to.equal('query_id,rank,product_id,score\n');
  });

  it('answers only products without any event where the pool is new', async () => {
    await answer('query_id,product_id,pool\nq1,a,new\nq2,a,\nq3,c,new\n');
    const [, ...lines] = (await readFile(out(), 'utf8')).trimEnd().split('\n');
    expect(lines).to.deep.equal(['q1,1,c,0.5', 'q2,1,b,0.123457']);
  });

  it('answers a product without a list of cold-start products by its category', async () => {
    await answer('query_id,product_id,pool\nq1,b,new\n');
    const [, ...lines] = (await readFile(out(), 'utf8')).trimEnd().split('\n');
    expect(lines).to.deep.equal(['q1,1,c,0.25']);
  });

  it('may be compressed, start with a byte order mark and hold other columns', async () => {
    const queries = '\ufeffother,product_id,query_id\n"x, y",a,q1\n';
    expect(await answer(gzipSync(queries), 'queries.csv.gz')).to.include({ queries: 1, unknown: 0 });
  });

  it('is refused with the number of the line that is wrong', async () => {
    for (const [queries, line] of [
      ['query_id,product_id\nq1,a\nq2,\n', 'Line 3'],
      ['query_id,product_id,note\nq1,a,"two\nlines"\n,b,\n', 'Line 4'],
      ['query_id,product_id,pool\nq1,a,old\n', 'Line 2'],
      ['query_id,item\nq1,a\n', 'Line 2'],
      ['user_id,product_id\nu,\nu,a\n', 'Line 3'],
      ['product_id,pool\na,all\n', 'header of the queries lacks the column query_id'],
      ['query_id,product_id\nq1,a\nq2,b,c\n', 'line 3'],
    ]) {
      const error = await rejection(answer(queries));
      expect(error).to.include({ name: 'UsageError', code: 'invalid-queries' });
      expect(error.message).to.contain(line);
    }
  });

  it('is bad usage where the file cannot be read, compressed or not', async () => {
    for (const name of ['missing.csv', 'missing.csv.gz']) {
      const error = await rejection(batch(join(folder(), name)));
      expect(error).to.include({ name: 'UsageError', code: 'invalid-queries' });
      expect(error.message).to.contain(name);
    }
    await rejection(answer('not compressed', 'false.csv.gz'));
  });

  it('leaves the lists of an earlier run as they are when it fails or is interrupted, and nothing half-written', async () => {
    await answer('query_id,product_id\nq1,a\n');
    const before = await readFile(out(), 'utf8');
    await rejection(answer('query_id,product_id\nq1,b\nq2,\n'));
    const interrupted = await rejection(answer('query_id,product_id\nq1,b\n', 'q.csv', AbortSignal.abort()));
    expect(interrupted).to.have.property('code', 'interrupted');
    expect(await readFile(out(), 'utf8')).to.equal(before);
    expect(await readdir(folder())).not.to.include('lists.csv.partial');
  });
});
