import { expect } from 'chai';
import fc from 'fast-check';
import { csrFromEdges, type Csr } from '../../../../src/core/numerics/index.js';
import { FullRanking } from '../../../../scripts/bench/gowalla/user-item.js';

function matrix(users: number, items: number, pairs: readonly (readonly [number, number])[]): Csr {
  const column = (at: 0 | 1): Int32Array => Int32Array.from(pairs, (pair) => pair[at]);
  return csrFromEdges({ rows: users, width: items, sources: column(0), targets: column(1) });
}

describe('FullRanking', () => {
  it('gives recall and NDCG as computed by hand', () => {
    // User 0 has item 0 and looks for 2, 3, 5; the best three of the rest are 3, 1, 2.
    const ranking = new FullRanking(
      matrix(2, 6, [[0, 0]]),
      matrix(2, 6, [
        [0, 2],
        [0, 3],
        [0, 5],
        [1, 4],
      ]),
      3,
    );
    ranking.add(0, Float32Array.of(9, 4, 3, 5, 2, 1));
    const first = (1 + 1 / Math.log2(4)) / (1 + 1 / Math.log2(3) + 1 / Math.log2(4));
    expect(ranking.metrics().recall).to.be.closeTo(2 / 3, 1e-12);
    expect(ranking.metrics().ndcg).to.be.closeTo(first, 1e-12);
    // User 1 looks for 4, in the second place: the ideal list has one hit.
    ranking.add(1, Float32Array.of(0, 0, 0, 2, 1, 0));
    expect(ranking.metrics()).to.deep.equal({
      users: 2,
      recall: (2 / 3 + 1) / 2,
      ndcg: (first + 1 / Math.log2(3)) / 2,
    });
  });

  it('breaks ties by the number of the item', () => {
    const ranking = new FullRanking(matrix(1, 4, []), matrix(1, 4, [[0, 1]]), 1);
    ranking.add(0, Float32Array.of(0, 1, 1, 1));
    expect(ranking.metrics().recall).to.equal(1);
  });

  it('leaves out users that have nothing to find', () => {
    const ranking = new FullRanking(matrix(2, 2, [[1, 0]]), matrix(2, 2, [[0, 1]]));
    ranking.add(1, Float32Array.of(1, 2));
    expect(ranking.metrics()).to.deep.equal({ users: 0, recall: 0, ndcg: 0 });
  });

  it('equals sorting all items', () => {
    const random = fc.record({
      scores: fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 12, maxLength: 12 }),
      seen: fc.uniqueArray(fc.nat(11), { maxLength: 6 }),
      truth: fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 12 }),
      cutoff: fc.integer({ min: 1, max: 14 }),
    });
    fc.assert(
      fc.property(random, ({ scores, seen, truth, cutoff }) => {
        const wanted = truth.filter((item) => !seen.includes(item));
        if (wanted.length === 0) return;
        const ranking = new FullRanking(
          matrix(
            1,
            12,
            seen.map((item) => [0, item] as const),
          ),
          matrix(
            1,
            12,
            wanted.map((item) => [0, item] as const),
          ),
          cutoff,
        );
        ranking.add(0, Float32Array.from(scores));
        const list = scores
          .map((score, item) => ({ score, item }))
          .filter(({ item }) => !seen.includes(item))
          .sort((a, b) => b.score - a.score || a.item - b.item)
          .slice(0, cutoff);
        const gain = list.reduce((sum, { item }, r) => sum + (wanted.includes(item) ? 1 / Math.log2(r + 2) : 0), 0);
        let ideal = 0;
        for (let r = 0; r < Math.min(cutoff, wanted.length); r++) ideal += 1 / Math.log2(r + 2);
        const hits = list.filter(({ item }) => wanted.includes(item)).length;
        expect(ranking.metrics().ndcg).to.be.closeTo(gain / ideal, 1e-12);
        expect(ranking.metrics().recall).to.be.closeTo(hits / wanted.length, 1e-12);
      }),
      { seed: 1 },
    );
  });
});
