import { expect } from 'chai';
import fc from 'fast-check';
import { labelPlaces } from '../../../src/evaluation/report/label-places.js';

describe('labels of a plot', () => {
  it('stand beside their points where there is room', () => {
    const places = labelPlaces(
      [
        { x: 50, y: 50, label: 'left' },
        { x: 200, y: 50, label: 'right' },
      ],
      400,
    );
    expect(places).to.deep.equal([
      { dx: 7, dy: 0, anchor: 'start' },
      { dx: 7, dy: 0, anchor: 'start' },
    ]);
  });

  it('move to another side at the edge and beside another point, and go where there is no room', () => {
    expect(labelPlaces([{ x: 390, y: 50, label: 'a long name' }], 400)[0]?.anchor).to.equal('end');
    expect(labelPlaces([{ x: 20, y: 50, label: 'a name that is longer than all the width' }], 100)).to.deep.equal([
      undefined,
    ]);
  });

  it('never leave the plot', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 300 }) });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 12 }), (points) => {
        const places = labelPlaces(
          points.map((each) => ({ ...each, label: 'method' })),
          400,
        );
        places.forEach((place, i) => {
          if (place?.anchor === 'start') expect(points[i].x + place.dx + 6.6 * 6).to.be.at.most(400);
          if (place?.anchor === 'end') expect(points[i].x + place.dx - 6.6 * 6).to.be.at.least(0);
        });
      }),
    );
  });
});
