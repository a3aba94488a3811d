import { expect } from 'chai';
import { decayingRecency, type UserModel } from '../../../src/learning/sequence/index.js';
import { untrainedSequenceModel } from '../../../src/learning/sequence/sequence-model.js';
import { SNAPSHOT_PARTS } from '../../../src/storage/redis/index.js';
import { rejection } from '../../shop/csv/temporary-folder.js';
import { sampleManifest } from './sample-snapshot.js';
import { readStored, storedFields, type StoredFields } from './snapshot-in-memory.js';

const recency = decayingRecency(0.5, 20);
const models: readonly UserModel[] = [
  { kind: 'mean', dimension: 8, recency },
  { kind: 'bilstm', ...untrainedSequenceModel(8, recency, 1) },
];

const stored = (model: UserModel | undefined): StoredFields =>
  storedFields(SNAPSHOT_PARTS, 'userModel', model, sampleManifest);
const read = async (fields: StoredFields, entries: number = fields.size): Promise<UserModel | undefined> =>
  (await readStored(SNAPSHOT_PARTS, 'userModel', fields, { ...sampleManifest, entries: { userModel: entries } }))();

describe('the model of customers in a snapshot', () => {
  it('comes back as it was', async () => {
    for (const model of models) expect(await read(stored(model))).to.deep.equal(model);
  });

  it('is none where the snapshot has none', async () => {
    expect(await read(stored(undefined))).to.equal(undefined);
  });

  it('is refused where something of it is missing or cut', async () => {
    const whole = stored(models[1]);
    for (const [field, bytes] of whole) {
      const without = new Map([...whole].filter(([name]) => name !== field));
      const cut = new Map([...whole, [field, bytes.subarray(1)]]);
      const short = new Map([...whole, [field, bytes.subarray(4)]]);
      for (const damaged of [without, cut, short]) {
        const fault = await rejection(read(damaged, whole.size));
        expect(fault).to.have.property('code', 'snapshot-corrupt');
        expect(fault).to.have.property('message').that.contains('alongside:{sample}:user-model');
      }
    }
  });
});
