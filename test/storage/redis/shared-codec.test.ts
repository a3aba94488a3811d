import { expect } from 'chai';
import fc from 'fast-check';
import { AlongsideError } from '../../../src/core/index.js';
import type { SharedParts } from '../../../src/storage/redis/index.js';
import { decodeShared, encodeShared, type ReadField } from '../../../src/storage/redis/shared-codec.js';
import { rejection } from '../../shop/csv/temporary-folder.js';

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

/** The fields as Redis gives them back: bytes, which need not stand at a multiple of eight. */
function stored(shared: SharedParts): Record<string, Buffer> {
  return Object.fromEntries(
    Object.entries(encodeShared(shared)).map(([name, value]) => {
      const pool = Buffer.concat([Buffer.of(0), Buffer.from(value)]);
      return [name, pool.subarray(1)];
    }),
  );
}

/** Reads fields as `decodeShared` asks for them. */
function reader(fields: Readonly<Record<string, Buffer | undefined>>): ReadField {
  return (name) => Promise.resolve(fields[name] ?? null);
}

describe('the shared parts of a snapshot', () => {
  it('are read back as they were written', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (shared) => {
        expect(await decodeShared(reader(stored(shared)), 'here')).to.deep.equal(shared);
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
    for (const damaged of [
      { ...fields, names: fields.names.subarray(0, -2) },
      Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'popular')),
      { ...fields, popular: fields.popular.subarray(0, 7) },
      { ...fields, prices: fields.prices.subarray(0, 4) },
      {},
    ]) {
      const fault = await rejection(decodeShared(reader(damaged), 'alongside:{x}:shared'));
      expect(fault).to.be.instanceOf(AlongsideError).with.property('code', 'snapshot-corrupt');
      expect(fault).to.have.property('message').that.contains('alongside:{x}:shared is damaged');
    }
  });

  it('are asked for one after another, each when the one before is read', async () => {
    const [shared] = fc.sample(parts, 1);
    const read = reader(stored(shared));
    let asked = 0;
    await decodeShared(async (name) => {
      expect(++asked, name).to.equal(1);
      const bytes = await read(name);
      asked--;
      return bytes;
    }, 'here');
  });

  it('are not called damaged where reading them failed', async () => {
    const failure = new Error('The connection is closed.');
    expect(await rejection(decodeShared(() => Promise.reject(failure), 'here'))).to.equal(failure);
  });
});
