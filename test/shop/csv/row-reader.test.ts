import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  categoryKind,
  categoryRelationKind,
  eventKind,
  productKind,
  readRows,
  type RejectedRow,
  type RowKind,
} from '../../../src/shop/csv/index.js';
import { rejection, temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

async function read<Row>(
  kind: RowKind<Row>,
  content: string | Buffer,
  batchSize = 3,
): Promise<{ rows: Row[]; rejected: RejectedRow[]; extra: string[] }> {
  const path = join(folder(), `${kind.file}.csv`);
  await writeFile(path, content);
  const rows: Row[] = [];
  const rejected: RejectedRow[] = [];
  const extra: string[] = [];
  for await (const batch of readRows(path, kind, { batchSize, onExtraColumns: (columns) => extra.push(...columns) })) {
    rows.push(...batch.rows.map(({ row }) => row));
    rejected.push(...batch.rejected);
  }
  return { rows, rejected, extra };
}

const reasons = async (kind: RowKind<unknown>, content: string): Promise<string[]> =>
  (await read(kind, content)).rejected.map(({ reason }) => reason);

describe('rows of canonical files', () => {
  it('reads an event with all its columns, in any order', async () => {
    const { rows } = await read(
      eventKind,
      'seq,type,product_id,user_id,timestamp,order_id,session_id,event_id,quantity\n7,purchase,p1,u1,2024-03-01T10:00:00+02:00,o1,s1,e1,2\n',
    );
    expect(rows).to.deep.equal([
      {
        userId: 'u1',
        productId: 'p1',
        type: 'purchase',
        at: Date.UTC(2024, 2, 1, 8),
        orderId: 'o1',
        sessionId: 's1',
        seq: 7,
        quantity: 2,
        eventId: 'e1',
      },
    ]);
  });

  it('takes a time without an offset as UTC, and an empty one as unknown', async () => {
    const { rows } = await read(
      eventKind,
      'user_id,product_id,type,timestamp\nu,p,view,2024-01-02\nu,p,view,2024-01-02T03:04:05\nu,p,favourite,\n',
    );
    expect(rows.map(({ at }) => at)).to.deep.equal([Date.UTC(2024, 0, 2), Date.UTC(2024, 0, 2, 3, 4, 5), undefined]);
    expect(rows[2].type).to.equal('favorite');
  });

  it('says of each bad event what is wrong with it', async () => {
    const header = 'user_id,product_id,type,timestamp,seq,quantity\n';
    const bad: [string, RegExp][] = [
      [',p,view,,,', /^user_id is missing/],
      ['u,,view,,,', /^product_id is missing/],
      [`${'u'.repeat(257)},p,view,,,`, /^user_id is longer than 256/],
      ['u\u0007,p,view,,,', /^user_id holds a control character/],
      ['u,p,looked,,,', /^type is not one of view, favorite, cart, purchase/],
      ['u,p,view,yesterday,,', /^timestamp is not an ISO 8601 time/],
      ['u,p,view,2024-02-30T00:00:00Z,,', /^timestamp is not/],
      ['u,p,view,,1.5,', /^seq is not a whole number/],
      ['u,p,view,,,0', /^quantity is not positive/],
      ['u,p,view,,,99999999999999999999', /^quantity is too large/],
      ['u,p,view', /^3 values instead of 6/],
    ];
    const found = await reasons(eventKind, header + bad.map(([row]) => `${row}\n`).join(''));
    expect(found).to.have.length(bad.length);
    bad.forEach(([, reason], i) => expect(found[i]).to.match(reason));
  });

  it('rejects bytes that are not UTF-8 in an id rather than let two ids become one', async () => {
    const content = Buffer.concat([
      Buffer.from('user_id,product_id,type,timestamp\nu'),
      Buffer.from([0xe9]),
      Buffer.from(',p,view,\n'),
    ]);
    expect((await read(eventKind, content)).rejected[0].reason).to.match(/^user_id .*UTF-8/);
  });

  it('checks products, categories and relations', async () => {
    const { rows } = await read(
      productKind,
      'product_id,category_id,title,price,brand,category_ids,stock,margin\np,c,"A, b",9.50,Acme,r|c,12,-0.25\nq,c,,,,,,\n',
    );
    expect(rows).to.deep.equal([
      {
        productId: 'p',
        categoryId: 'c',
        title: 'A, b',
        price: 9.5,
        brand: 'Acme',
        categoryIds: ['r', 'c'],
        stock: 12,
        margin: -0.25,
      },
      {
        productId: 'q',
        categoryId: 'c',
        title: '',
        price: undefined,
        brand: undefined,
        categoryIds: [],
        stock: undefined,
        margin: undefined,
      },
    ]);
    expect(
      await reasons(productKind, 'product_id,category_id,title,price\np,c,t,-1\np,c,t,1e999\np,c,t,cheap\np,,t,1\n'),
    ).to.deep.equal(['price is negative', 'price is too large', 'price is not a number', 'category_id is missing']);
    expect((await read(categoryKind, 'category_id,parent_id,name\na,,Root\n')).rows).to.deep.equal([
      { categoryId: 'a', parentId: undefined, name: 'Root' },
    ]);
    expect(
      await reasons(categoryRelationKind, 'category_id,related_id,weight\na,b,1.1\na,a,0.5\na,b,\n'),
    ).to.deep.equal(['weight is above 1', 'related_id is the category itself', 'weight is missing']);
  });

  it('keeps line and text of a rejected row', async () => {
    const { rejected } = await read(categoryKind, 'category_id,parent_id,name\na,,"two\nlines"\n,,"no, id"\n');
    expect(rejected).to.deep.equal([{ line: 4, raw: ',,"no, id"', reason: 'category_id is missing' }]);
  });

  it('names extra columns once and leaves them out', async () => {
    const { rows, extra } = await read(
      eventKind,
      '\uFEFFuser_id,product_id,type,timestamp,split\nu,p,view,,train\nv,p,view,,test\n',
    );
    expect(extra).to.deep.equal(['split']);
    expect(rows[0]).to.not.have.property('split');
  });

  it('says which columns a file lacks, also of an empty file', async () => {
    expect(await rejection(read(eventKind, 'user_id,product_id\n'))).to.include({ code: 'column-missing' });
    expect(await rejection(read(eventKind, ''))).to.match(/lacks the column user_id, product_id, type, timestamp/);
    expect(await rejection(read(eventKind, 'user_id,user_id,product_id,type,timestamp\n'))).to.include({
      code: 'column-repeated',
    });
  });

  it('refuses a binary file and a damaged gzip file with one sentence', async () => {
    expect(await rejection(read(eventKind, Buffer.from([1, 0, 2, 0])))).to.include({ code: 'file-not-text' });
    const packed = gzipSync(`user_id,product_id,type,timestamp\n${'u,p,view,\n'.repeat(10_000)}`);
    const torn = await rejection(read(eventKind, packed.subarray(0, packed.length - 12)));
    expect(torn).to.include({ code: 'file-unreadable' });
    expect(torn).to.match(/damaged gzip/);
  });

  it('gives the same rows and rejects for any order of rows, any batch size, plain or packed', async () => {
    const row = fc.constantFrom(
      'u1,p1,view,',
      'u2,p2,purchase,2024-01-01',
      ',p1,view,',
      'u1,p1,stare,',
      '"u,p,view,',
      'u3,p3,cart,now',
    );
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(row, { maxLength: 12 })
          .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        fc.integer({ min: 1, max: 5 }),
        async ([rows, shuffled], batchSize) => {
          const text = (lines: string[]): string => `user_id,product_id,type,timestamp\n${lines.join('\n')}`;
          const summary = ({ rows: valid, rejected }: { rows: unknown[]; rejected: RejectedRow[] }): unknown => [
            valid.map((each) => JSON.stringify(each)).sort(),
            rejected.map(({ raw, reason }) => `${raw} ${reason}`).sort(),
          ];
          // Two open quotes would make a pair of the lines between them, in whatever order these are.
          fc.pre(rows.filter((each) => each.startsWith('"')).length < 2);
          const plain = summary(await read(eventKind, text(rows), batchSize));
          expect(summary(await read(eventKind, text(shuffled), 100))).to.deep.equal(plain);
          expect(summary(await read(eventKind, gzipSync(text(rows)), batchSize))).to.deep.equal(plain);
        },
      ),
      { numRuns: 40 },
    );
  });
});
