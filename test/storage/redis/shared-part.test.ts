import { expect } from 'chai';
import fc from 'fast-check';
import type { SharedParts } from '../../../src/storage/redis/index.js';
import { SNAPSHOT_PARTS } from '../../../src/storage/redis/index.js';
import { rejection } from '../../shop/csv/temporary-folder.js';
import { sampleManifest } from './sample-snapshot.js';
import { readStored, storedFields, type StoredFields } from './snapshot-in-memory.js';

const column = fc
  .array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 20 })
  .map((values) => Int32Array.from(values));
const amounts = fc.array(fc.double(), { maxLength: 20 }).map((values) => Float64Array.from(values));
const parts: fc.Arbitrary<SharedParts> = fc.record({
  categories: fc.record({ ids: fc.array(fc.string()), names: fc.array(fc.string()), parents: column }),
  categoryOf: column,
  basketsOf: column,
  popular: column,
  relations: column,
  eventless: column,
  brands: fc.array(fc.string()),
  brandOf: column,
  prices: amounts,
  stock: column,
  margins: amounts,
});
const manifest = { ...sampleManifest, entries: {} };

const stored = (shared: SharedParts): StoredFields => storedFields(SNAPSHOT_PARTS, 'shared', shared, manifest);
const read = async (fields: StoredFields): Promise<SharedParts> =>
  readStored(SNAPSHOT_PARTS, 'shared', fields, manifest);

/** Fields that are read by a source of our own. */
const readBy = async (field: (name: string) => Promise<Buffer | null>): Promise<SharedParts> =>
  SNAPSHOT_PARTS.shared.reader({
    key: 'alongside:{x}:shared',
    manifest,
    entries: 11,
    cached: false,
    field,
    fields: () => Promise.reject(new Error('many fields at once')),
  });

describe('the shared parts of a snapshot', () => {
  it('are read back as they were written', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (shared) => {
        expect(await read(stored(shared))).to.deep.equal(shared);
      }),
    );
  });

  it('are written from a view of a larger array as from the array itself', () => {
    const [good] = fc.sample(parts, 1);
    const whole = Int32Array.of(9, 1, 2, 3, 9);
    expect(stored({ ...good, popular: whole.subarray(1, 4) })).to.deep.equal(
      stored({ ...good, popular: Int32Array.of(1, 2, 3) }),
    );
  });

  it('are refused when damaged: no JSON, a missing column, a number cut off', async () => {
    const [good] = fc.sample(parts, 1);
    const fields = stored({ ...good, popular: Int32Array.of(1, 2), prices: Float64Array.of(1) });
    const cut = (name: string, end: number): StoredFields =>
      new Map([...fields, [name, fields.get(name)!.subarray(0, end)]]);
    for (const damaged of [
      cut('names', -2),
      new Map([...fields].filter(([name]) => name !== 'popular')),
      cut('popular', 7),
      cut('prices', 4),
      new Map<string, Buffer>(),
    ]) {
      const fault = await rejection(read(damaged));
      expect(fault).to.have.property('code', 'snapshot-corrupt');
      expect(fault).to.have.property('message').that.contains('alongside:{sample}:shared is damaged');
    }
  });

  it('are asked for one after another, each when the one before is read', async () => {
    const [shared] = fc.sample(parts, 1);
    const fields = stored(shared);
    let asked = 0;
    await readBy(async (name) => {
      expect(++asked, name).to.equal(1);
      await Promise.resolve();
      asked--;
      return fields.get(name) ?? null;
    });
  });

  it('are not called damaged where reading them failed', async () => {
    const failure = new Error('The connection is closed.');
    expect(await rejection(readBy(() => Promise.reject(failure)))).to.equal(failure);
  });
});
