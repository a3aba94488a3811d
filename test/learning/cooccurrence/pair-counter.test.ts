import { expect } from 'chai';
import fc from 'fast-check';
import { PairCounter, basketHolders, formBaskets, gatherEvidence } from '../../../src/learning/cooccurrence/index.js';

const PRODUCTS = 8;
const BASKETS = 10;
const options = { kindWeights: [1, 0.75, 0.5, 0.25], countedKinds: [0, 1], halfLifeDays: Infinity };
const events = fc.array(fc.tuple(fc.nat(BASKETS - 1), fc.nat(PRODUCTS - 1), fc.nat(3)), { maxLength: 60 });
const users = fc.array(fc.nat(3), { minLength: BASKETS, maxLength: BASKETS }).map((all) => Int32Array.from(all).sort());

describe('pairs counted basket by basket', () => {
  it('have the counts that the evidence has of them', () => {
    fc.assert(
      fc.property(events, users, fc.integer({ min: 2, max: PRODUCTS }), (all, basketUser, largestBasket) => {
        const baskets = formBaskets(
          {
            basket: Int32Array.from(all, ([basket]) => basket),
            product: Int32Array.from(all, ([, product]) => product),
            kind: Uint8Array.from(all, ([, , kind]) => kind),
            basketTime: new Float64Array(BASKETS),
            basketUser,
          },
          PRODUCTS,
          options,
        );
        const weighed = {
          damping: 0.5,
          halfLifeDays: Infinity,
          distance: 0,
          keep: PRODUCTS,
          repeat: 0.5,
          largestBasket,
        };
        const { pairs, together, people, sessions, sessionPeople } = gatherEvidence(baskets, weighed);
        const counter = new PairCounter(basketHolders(baskets, weighed));
        const others = Int32Array.from({ length: PRODUCTS }, (_, y) => y);
        for (let x = 0; x < PRODUCTS; x++) {
          const counts = counter.count(x, others);
          const none = { together: 0, people: 0, sessions: 0, sessionPeople: 0 };
          const expected = Array.from(others, () => none);
          for (let e = pairs.offsets[x]; e < pairs.offsets[x + 1]; e++) {
            expected[pairs.columns[e]] = {
              ...{ together: together[e], people: people[e] },
              ...{ sessions: sessions[e], sessionPeople: sessionPeople[e] },
            };
          }
          expect(counts.filter((_, y) => y !== x)).to.deep.equal(expected.filter((_, y) => y !== x));
        }
      }),
    );
  });
});
