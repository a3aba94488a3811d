import { expect } from 'chai';
import { formBaskets, gatherEvidence, pairDirections, type Baskets } from '../../../src/learning/cooccurrence/index.js';

const PRODUCTS = 5;
const options = { damping: 0, halfLifeDays: Infinity, distance: 1, repeat: 0.5, keep: 10, largestBasket: 100 };

function historiesOf(histories: readonly (readonly number[])[], people: readonly number[], ordered = true): Baskets {
  return formBaskets(
    {
      basket: Int32Array.from(histories.flatMap((history, b) => history.map(() => b))),
      product: Int32Array.from(histories.flat()),
      kind: new Uint8Array(histories.flat().length),
      basketTime: new Float64Array(histories.length).fill(NaN),
      basketUser: Int32Array.from(people),
      ordered,
    },
    PRODUCTS,
    { kindWeights: [1], countedKinds: [0], halfLifeDays: Infinity },
  );
}

function directionsOf(baskets: Baskets): (x: number, y: number) => number | undefined {
  const directions = pairDirections(baskets, options, gatherEvidence(baskets, options).pairs);
  return (x, y) => {
    if (directions === undefined) return undefined;
    const { offsets, columns, values } = directions;
    const at = columns.subarray(offsets[x], offsets[x + 1]).indexOf(y);
    return at < 0 ? undefined : values[offsets[x] + at];
  };
}

const CAMERA = 3;
const CARD = 1;

describe('the direction of pairs', () => {
  it('is the log odds that one comes after the other, nearer neighbours counting more', () => {
    const histories = [
      [CAMERA, CARD],
      [CAMERA, 0, CARD],
      [CARD, CAMERA],
      [CAMERA, CARD],
    ];
    const direction = directionsOf(historiesOf(histories, [0, 1, 2, 3]));
    // Two at once after it, one a place further, one before.
    expect(direction(CAMERA, CARD)).to.be.closeTo(Math.log((1 + 0.5 + 1 + 1) / (1 + 1)), 1e-6);
    expect(direction(CARD, CAMERA)).to.be.closeTo(-Math.log(3.5 / 2), 1e-6);
    expect(direction(CAMERA, 4)).to.equal(undefined);
  });

  it('takes a product that was taken again at its last place', () => {
    const direction = directionsOf(historiesOf([[CARD, CAMERA, CARD]], [0]));
    expect(direction(CAMERA, CARD)).to.be.closeTo(Math.log(2), 1e-6);
  });

  it('counts what one person does again and again little more than once', () => {
    const again = Array.from({ length: 50 }, () => [CAMERA, CARD]);
    const direction = directionsOf(historiesOf([...again, [CARD, CAMERA]], [...again.map(() => 0), 1]));
    expect(direction(CAMERA, CARD)).to.be.within(0, Math.log(3 / 2));
  });

  it('is not known where the order of events is not', () => {
    expect(directionsOf(historiesOf([[CAMERA, CARD]], [0], false))(CAMERA, CARD)).to.equal(undefined);
  });
});
