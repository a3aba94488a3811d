import { expect } from 'chai';
import { Reranker, type OrderedCandidates } from '../../../src/ranking/reranking/reranker.js';
import { stageAtBalance } from '../../../src/ranking/reranking/index.js';
import type { RankingModel } from '../../../src/ranking/types.js';
import { contextOf } from '../ranking-fixture.js';
import { weightsOf } from '../second-stage-fixture.js';

describe('candidates ordered anew', () => {
  const popularity = [10, 400, 200, 40, 20, 5];
  const context = contextOf({ popularity, categoryOf: [0, 1, 1, 1, 2, 2], categories: 3 });
  const vectors = [[1, 0], ...[0, 0.2, 0.9, 0.6, 1].map((cosine) => [cosine, Math.sqrt(1 - cosine ** 2)])];
  const sources = { affinity: { dimension: 2, values: Float32Array.from(vectors.flat()) } };
  const balanced = {
    zero: weightsOf({ posterior: 1 }),
    one: weightsOf({ posterior: 1, affinity: 2 }),
    recentShare: 0,
    balance: 0.5,
  };
  const first = {
    products: Int32Array.of(1, 2, 3, 4, 5),
    posterior: Float64Array.of(0.2, 0.15, 0.06, 0.04, 0.02),
    evidence: new Float64Array(5),
  };
  const ordered = (balance: number | undefined, prices?: { price: Float32Array; lead: Float32Array }) => {
    const prior = { affinity: 0, popularity: 1, categoryLift: 0, sameBrand: 0 };
    const model: RankingModel = { prior, kappa: 1, gamma: 0 };
    const staged =
      balance === undefined
        ? model
        : { ...model, balanced: { ...balanced, balance }, secondStage: stageAtBalance(balanced, balance) };
    const inputs = { context, sources, candidates: 5, model: staged, ...(prices && { prices }) };
    return new Reranker(inputs, 0).order(0, first);
  };
  /** Products by the mixture of both log scores, as they are put in order when a list is asked for at a balance. */
  const mixed = ({ products, zero, one }: OrderedCandidates, balance: number): number[] => {
    const logOf = (at: number): number => (1 - balance) * zero[at] + balance * one[at];
    return [...products.keys()].sort((a, b) => logOf(b) - logOf(a)).map((at) => products[at]);
  };

  it('has for each the log scores at balance 0 and 1, from which any other order comes', () => {
    for (const own of [0, 0.5, 1]) {
      for (const asked of [0, 0.3, 0.5, 1]) {
        expect(mixed(ordered(own), asked), `${own}, asked for ${asked}`).to.deep.equal([...ordered(asked).products]);
      }
    }
    expect([...ordered(0).products]).to.deep.equal([1, 2, 3, 4, 5]);
    expect([...ordered(1).products]).to.not.deep.equal([...ordered(0).products]);
  });

  it('has them unbounded where exposure is bounded', () => {
    const prices = { price: new Float32Array(6), lead: Float32Array.of(0, 9, 9, 9, 0, 0) };
    const bounded = ordered(0.5, prices);
    expect(bounded.products[0]).to.not.equal(ordered(0.5).products[0]);
    expect(mixed(bounded, 0.5)).to.deep.equal([...ordered(0.5).products]);
  });

  it('has the logarithms of the probabilities at both ends without a second stage', () => {
    const { products, zero, one } = ordered(undefined);
    expect([...products]).to.deep.equal([1, 2, 3, 4, 5]);
    expect([...one]).to.deep.equal([...zero]);
    zero.forEach((log, i) => expect(log).to.be.closeTo(Math.log(first.posterior[i] / first.posterior[0]), 1e-9));
  });
});
