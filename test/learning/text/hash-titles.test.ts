import { expect } from 'chai';
import fc from 'fast-check';
import { rowLength, type Csr } from '../../../src/core/numerics/index.js';
import { defaultTitleHash } from '../../../src/learning/text/hash-titles.js';
import { hashTitles } from '../../../src/learning/text/index.js';
import { titleWords } from '../../../src/learning/text/title-words.js';

const titles = [
  'Tent Pro 2 persons',
  'Tent Light 3 persons',
  'Gas stove',
  'Gas cartridge for stove',
  'Sleeping bag light',
  'Sleeping pad',
  '',
];
const all = { ...defaultTitleHash, largestShare: 1 };

function cosine({ offsets, columns, values }: Csr, a: number, b: number): number {
  const other = new Map<number, number>();
  for (let e = offsets[b]; e < offsets[b + 1]; e++) other.set(columns[e], values[e]);
  let sum = 0;
  for (let e = offsets[a]; e < offsets[a + 1]; e++) sum += values[e] * (other.get(columns[e]) ?? 0);
  return sum;
}

describe('titleWords', () => {
  it('reads one word whatever its case, width or punctuation', () => {
    expect(titleWords('Shampoo, 500ML – "Kids"')).to.deep.equal(['shampoo', '500ml', 'kids']);
    expect(titleWords('ｓｈａｍｐｏｏ ５００ml Kids')).to.deep.equal(['shampoo', '500ml', 'kids']);
    expect(titleWords('Crème brûlée 抹茶')).to.deep.equal(['crème', 'brûlée', '抹茶']);
    expect(titleWords(' -- ')).to.deep.equal([]);
  });
});

describe('hashTitles', () => {
  it('puts titles that share words near, those that share rare ones nearer', () => {
    const { weights } = hashTitles(titles, all);
    expect(cosine(weights, 2, 3)).to.be.greaterThan(0.3);
    expect(cosine(weights, 0, 1)).to.be.greaterThan(0.3);
    expect(cosine(weights, 0, 2)).to.equal(0);
    expect(cosine(weights, 2, 2)).to.be.closeTo(1, 1e-6);
  });

  it('weighs a token by ln((n + 1) / (df + 1)), a bigram half, and scales the row to length 1', () => {
    const { weights } = hashTitles(['gas stove', 'gas stove', 'gas', 'pad'], { ...all, fewestTitles: 1 });
    const gas = Math.log(5 / 4);
    const stove = Math.log(5 / 3);
    const expected = [gas, stove, stove / 2].map((weight) => weight / Math.hypot(gas, stove, stove / 2));
    const row = weights.values.slice(0, 3).sort();
    expected
      .sort((a, b) => a - b)
      .forEach((weight, i) => {
        expect(row[i]).to.be.closeTo(weight, 1e-6);
      });
  });

  it('leaves out tokens of one title and tokens of most titles', () => {
    const { weights } = hashTitles(['the red tent', 'the red stove', 'the pad', 'the bag'], {
      ...defaultTitleHash,
      largestShare: 0.5,
    });
    expect([0, 1, 2, 3].map((t) => rowLength(weights, t))).to.deep.equal([2, 2, 0, 0]);
  });

  it('gives a word the same bucket whatever else is sold, and the same bytes every time', () => {
    const few = hashTitles(['gas stove', 'gas cartridge'], all);
    const many = hashTitles([...titles, 'gas stove', 'gas cartridge'], all);
    expect([...many.buckets]).to.include.members([...few.buckets]);
    expect(hashTitles(titles, all)).to.deep.equal(hashTitles(titles, all));
  });

  it('keeps the rows of titles where they are, in any order of titles', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...titles.keys()], { minLength: titles.length }), (order) => {
        const straight = hashTitles(titles, all);
        const shuffled = hashTitles(
          order.map((t) => titles[t]),
          all,
        );
        expect(shuffled.buckets).to.deep.equal(straight.buckets);
        order.forEach((t, row) => {
          const part = ({ offsets, columns, values }: Csr, r: number): unknown => [
            columns.slice(offsets[r], offsets[r + 1]),
            values.slice(offsets[r], offsets[r + 1]),
          ];
          expect(part(shuffled.weights, row)).to.deep.equal(part(straight.weights, t));
        });
      }),
      { numRuns: 30, seed: 1 },
    );
  });
});
