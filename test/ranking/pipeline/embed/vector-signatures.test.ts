import { expect } from 'chai';
import { vectorSignatures } from '../../../../src/ranking/pipeline/embed/vector-signatures.js';

describe("a vector's signatures", () => {
  const angle = (degrees: number): number[] => {
    const radians = (degrees * Math.PI) / 180;
    return [Math.cos(radians), Math.sin(radians), 0, 0];
  };
  const shared = (degrees: number): number => {
    const [a, b] = vectorSignatures(Float32Array.of(...angle(0), ...angle(degrees)), 2);
    return a.filter((word) => b.includes(word)).length;
  };

  it('are shared with near vectors and not with opposite ones', () => {
    expect(shared(0)).to.equal(16);
    expect(shared(5)).to.be.greaterThan(8);
    expect(shared(180)).to.equal(0);
    expect(shared(5)).to.be.greaterThan(shared(60));
  });

  it('depend on its direction alone, whatever stands beside it', () => {
    const [alone] = vectorSignatures(Float32Array.of(...angle(30)), 1);
    const [, beside] = vectorSignatures(Float32Array.of(...angle(99), ...angle(30).map((x) => 7 * x)), 2);
    expect(beside).to.deep.equal(alone);
  });

  it('are none where there is nothing to say', () => {
    expect(vectorSignatures(new Float32Array(4), 1)).to.deep.equal([[]]);
    expect(vectorSignatures(new Float32Array(0), 0)).to.deep.equal([]);
  });
});
