import { expect } from 'chai';
import fc from 'fast-check';
import { csrFromEdges, type Csr } from '../../../src/core/numerics/index.js';
import { associationRules } from '../../../src/evaluation/rules/index.js';
import { frequentItemsets } from '../../../src/evaluation/rules/frequent-itemsets.js';
import { UsageError } from '../../../src/core/index.js';

function baskets(contents: readonly (readonly number[])[], products: number): Csr {
  const edges = contents.flatMap((basket, row) => basket.map((product) => [row, product]));
  return csrFromEdges({
    rows: contents.length,
    width: products,
    sources: Int32Array.from(edges, ([row]) => row),
    targets: Int32Array.from(edges, ([, product]) => product),
  });
}

const BREAD = 0;
const BUTTER = 1;
const JAM = 2;
const SOAP = 3;

/** Bread in 4 of 5 baskets, butter in 3, jam in 2, soap in 1. */
const breakfast = baskets([[BREAD, BUTTER, JAM], [BREAD, BUTTER], [BREAD, BUTTER, JAM], [BREAD], [SOAP]], 4);

const everything = { minimumSupport: 0.2, minimumConfidence: 0, minimumLift: 0 };

describe('association rules', () => {
  it('have the support, confidence, lift and conviction that are counted by hand', () => {
    const rules = associationRules(breakfast, everything);
    const rule = rules.find(({ antecedent, consequent }) => antecedent.join() === '0' && consequent === BUTTER)!;
    expect(rule.count).to.equal(3);
    expect(rule.support).to.be.closeTo(3 / 5, 1e-12);
    expect(rule.confidence).to.be.closeTo(3 / 4, 1e-12);
    expect(rule.lift).to.be.closeTo(3 / 4 / (3 / 5), 1e-12);
    expect(rule.conviction).to.be.closeTo((1 - 3 / 5) / (1 - 3 / 4), 1e-12);
    const pair = rules.find(({ antecedent, consequent }) => antecedent.join() === '0,1' && consequent === JAM)!;
    expect(pair.confidence).to.be.closeTo(2 / 3, 1e-12);
    expect(pair.lift).to.be.closeTo(2 / 3 / (2 / 5), 1e-12);
    expect(pair.conviction).to.be.closeTo((1 - 2 / 5) / (1 - 2 / 3), 1e-12);
  });

  it('that never fail have an infinite conviction and stand first by it', () => {
    const rules = associationRules(breakfast, { ...everything, sortBy: 'conviction' });
    // jam → bread, jam → butter, {bread, jam} → butter, {butter, jam} → bread, butter → bread
    expect(rules.filter((rule) => rule.conviction === Infinity)).to.have.length(5);
    expect(rules.slice(0, 5).every((rule) => rule.conviction === Infinity)).to.be.true;
    expect(rules[0]).to.deep.include({ antecedent: [BUTTER], consequent: BREAD });
  });

  it('respect the thresholds and the limit', () => {
    const strict = associationRules(breakfast, { minimumSupport: 0.6, minimumConfidence: 0.8, minimumLift: 0 });
    expect(strict.map(({ antecedent, consequent }) => [antecedent, consequent])).to.deep.equal([[[BUTTER], BREAD]]);
    const all = associationRules(breakfast, everything);
    expect(associationRules(breakfast, { ...everything, limit: 3 })).to.deep.equal(all.slice(0, 3));
    expect(associationRules(breakfast, { ...everything, largestAntecedent: 1 })).to.have.length(6);
    expect(associationRules(breakfast, { ...everything, minimumLift: 1.5 }).every((rule) => rule.lift >= 1.5)).to.be
      .true;
  });

  it('lead to other category lines only, where lines are given', () => {
    const lines = Int32Array.from([0, 0, 1, 2]);
    const rules = associationRules(breakfast, { ...everything, acrossCategoryGroups: lines });
    expect(rules.map(({ antecedent, consequent }) => `${antecedent.join()}>${consequent}`)).to.have.members([
      '0>2',
      '1>2',
      '2>0',
      '2>1',
      '0,1>2',
    ]);
  });

  it('refuse a support that is no share', () => {
    expect(() => associationRules(breakfast, { minimumSupport: 0 })).to.throw(UsageError, 'share of the baskets');
  });
});

describe('frequent itemsets', () => {
  const shops = fc.array(fc.uniqueArray(fc.nat(6), { maxLength: 5 }), { minLength: 1, maxLength: 25 });

  it('are those that counting every subset finds, each after its subsets and with its rarest product first', () => {
    fc.assert(
      fc.property(
        shops,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        (contents, minimumCount, largest) => {
          const found = new Map<string, number>();
          frequentItemsets(baskets(contents, 7), { minimumCount, largest }, (products, count) => {
            const itemset = [...products].sort();
            const frequency = products.map((product) => contents.filter((basket) => basket.includes(product)).length);
            expect(frequency).to.deep.equal([...frequency].sort((a, b) => a - b));
            for (const left of itemset) {
              const subset = itemset.filter((product) => product !== left).join();
              if (subset !== '') expect(found.has(subset)).to.be.true;
            }
            expect(found.has(itemset.join())).to.be.false;
            found.set(itemset.join(), count);
          });
          expect(new Map([...found].sort())).to.deep.equal(
            new Map([...counted(contents, minimumCount, largest)].sort()),
          );
        },
      ),
    );
  });
});

function counted(contents: readonly number[][], minimumCount: number, largest: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const basket of contents) {
    for (let subset = 1; subset < 1 << basket.length; subset++) {
      const products = basket.filter((_, i) => (subset >> i) & 1).sort();
      if (products.length <= largest) counts.set(products.join(), (counts.get(products.join()) ?? 0) + 1);
    }
  }
  return new Map([...counts].filter(([, count]) => count >= minimumCount));
}
