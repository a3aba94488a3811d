import { expect } from 'chai';
import { chooseKindWeights, kindLikelihood, type NextProduct } from '../../../src/ranking/fitting/index.js';
import { matrix } from '../ranking-fixture.js';

const STANDARD = [1, 0.75, 0.5, 0.25];

/** Product 0 goes with 2, and 1 with 3; each of a category of its own. */
const evidence = matrix(4, [
  [0, 2, 8],
  [1, 3, 8],
]);
const popularity = Float64Array.of(1, 1, 1, 1);
const categoryGroupOf = Int32Array.of(0, 1, 2, 3);

/** Customers who bought 0, then looked at 1, and took `next`. */
function customers(count: number, next: number): NextProduct[] {
  return Array.from({ length: count }, () => ({ history: { products: [1, 0], kinds: [3, 0] }, product: next }));
}

const likelihoodOf = (of: readonly NextProduct[]) => kindLikelihood(evidence, popularity, categoryGroupOf, of);

describe('how much a kind of event counts', () => {
  it('makes the next products likelier that go with what is weighed more', () => {
    const likelihood = likelihoodOf(customers(1, 2));
    expect(likelihood([1, 1, 1, 0.125])).to.be.greaterThan(likelihood([1, 1, 1, 1]));
    expect(likelihood([0.25, 1, 1, 0.25])).to.be.closeTo(likelihood([1, 1, 1, 1]), 1e-9);
  });

  it('is the probability of drawing a product by its weight and following it', () => {
    const likelihood = likelihoodOf(customers(1, 2));
    const probability = (purchase: number, view: number): number => Math.exp(likelihood([purchase, 1, 1, view]));
    const [ofPurchase, ofView] = [probability(1, 1e-15), probability(1e-15, 1)];
    // The purchase is one step older: of ½ · 1 and 1 · ¼, two thirds and one third.
    expect(probability(1, 0.25)).to.be.closeTo((2 * ofPurchase + ofView) / 3, 1e-9);
    expect(ofPurchase).to.be.greaterThan(ofView);
  });

  it('follows the customers where these speak clearly, whichever way', () => {
    const chosen = (next: number): readonly number[] | undefined =>
      chooseKindWeights(likelihoodOf(customers(200, next)), [0, 3], STANDARD);
    expect(chosen(2)).to.deep.equal([1, 0.75, 0.5, 0.125]);
    expect(chosen(3)).to.deep.equal([0.125, 0.75, 0.5, 1]);
  });

  it('stays the standard where few customers speak, or only one kind is seen', () => {
    expect(chooseKindWeights(likelihoodOf(customers(2, 3)), [0, 3], STANDARD)).to.equal(undefined);
    expect(chooseKindWeights(likelihoodOf([]), [], STANDARD)).to.equal(undefined);
    expect(chooseKindWeights(likelihoodOf(customers(200, 3)), [3], STANDARD)).to.equal(undefined);
  });

  it('does not depend on the order of the customers', () => {
    const mixed = [...customers(150, 2), ...customers(50, 3)];
    const there = chooseKindWeights(likelihoodOf(mixed), [0, 3], STANDARD);
    expect(chooseKindWeights(likelihoodOf(mixed.toReversed()), [0, 3], STANDARD)).to.deep.equal(there);
  });
});
