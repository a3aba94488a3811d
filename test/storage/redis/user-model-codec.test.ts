import { expect } from 'chai';
import { decayingRecency, type UserModel } from '../../../src/learning/sequence/index.js';
import { untrainedSequenceModel } from '../../../src/learning/sequence/sequence-model.js';
import { decodeUserModel } from '../../../src/storage/redis/user-model-codec.js';
import { encodeUserModel } from '../../../src/storage/redis/index.js';

const recency = decayingRecency(0.5, 20);
const models: readonly UserModel[] = [
  { kind: 'mean', dimension: 8, recency },
  { kind: 'bilstm', ...untrainedSequenceModel(8, recency, 1) },
];

/** The fields as Redis gives them back. */
function stored(model: UserModel): Record<string, Buffer> {
  return Object.fromEntries(encodeUserModel(model).map(([field, value]) => [field, Buffer.from(value)]));
}

describe('the model of customers in a snapshot', () => {
  it('comes back as it was', () => {
    for (const model of models) expect(decodeUserModel(stored(model), 'here')).to.deep.equal(model);
  });

  it('is refused where something of it is missing or cut', () => {
    const whole = stored(models[1]);
    for (const field of Object.keys(whole)) {
      const without = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== field));
      const cut = { ...whole, [field]: whole[field].subarray(1) };
      for (const damaged of [without, cut]) {
        expect(() => decodeUserModel(damaged, 'key 7'))
          .to.throw('key 7')
          .with.property('code', 'snapshot-corrupt');
      }
    }
  });
});
