import { expect } from 'chai';
import { generatedCatalogue } from '../../../../scripts/bench/generated-catalogue.js';
import { rankProducts } from '../../../../src/ranking/pipeline/index.js';
import { ProductRanker } from '../../../../src/ranking/reranking/index.js';
import type { CandidateList } from '../../../../src/ranking/types.js';

describe('the lists of a whole catalogue', () => {
  const dimension = 16;
  const { inputs, embeddings } = generatedCatalogue(700, dimension);
  const prepared = { inputs, embeddings, dimension };
  const asked = Int32Array.from({ length: 350 }, (_, i) => 2 * i);
  const ranked = async (threads: number): Promise<Map<number, CandidateList>> => {
    const lists = new Map<number, CandidateList>();
    for await (const { product, list } of rankProducts(prepared, asked, { threads })) {
      lists.set(product, list);
    }
    return lists;
  };

  it('are the same whatever the number of threads, one for each product asked for', async () => {
    const one = await ranked(1);
    expect([...one.keys()].sort((a, b) => a - b)).to.deep.equal([...asked]);
    const three = await ranked(3);
    for (const [product, list] of one) expect(three.get(product)).to.deep.equal(list);
  });

  it('agree with ranking one product by cosines alone', async () => {
    const lists = await ranked(2);
    const ranker = new ProductRanker(inputs);
    for (const product of [0, 128, 698]) {
      const cosines = new Float32Array(700);
      for (let y = 0; y < 700; y++) {
        for (let i = 0; i < dimension; i++) {
          cosines[y] += embeddings[product * dimension + i] * embeddings[y * dimension + i];
        }
      }
      const expected = ranker.rank(product, cosines);
      const score = new Map([...expected.products].map((y, i) => [y, expected.scores[i]]));
      const found = lists.get(product);
      // Equal scores may stand in another order where the last digit differs.
      found?.products.forEach((y, i) => {
        expect(found.scores[i]).to.be.closeTo(score.get(y) ?? 0, 1e-5 * found.scores[i] + 1e-9);
      });
      expect(found?.products).to.have.length(expected.products.length);
    }
  });

  it('end their threads where the reader stops early', async () => {
    for await (const { product } of rankProducts(prepared, asked, { threads: 2 })) {
      expect(product).to.be.at.least(0);
      break;
    }
  });
});
