import { expect } from 'chai';
import { SNAPSHOT_PARTS, type SnapshotManifest, type SnapshotParts } from '../../../src/storage/redis/index.js';
import { rejection } from '../../shop/csv/temporary-folder.js';
import { answerOf, askPart } from './ask-part.js';
import { sampleContents, sampleManifest } from './sample-snapshot.js';
import { readStored, storedFields, type StoredFields } from './snapshot-in-memory.js';

type Name = keyof SnapshotParts;

const manifest: SnapshotManifest = { ...sampleManifest, entries: { userModel: 6 } };
const names = Object.keys(SNAPSHOT_PARTS) as Name[];

const stored = (name: Name): StoredFields => storedFields(SNAPSHOT_PARTS, name, sampleContents[name], manifest);

async function read(name: Name, fields: StoredFields, of = manifest): Promise<unknown> {
  return askPart(await readStored(SNAPSHOT_PARTS, name, fields, of), sampleContents[name]);
}

describe('each part of a snapshot', () => {
  for (const name of names) {
    const { key } = SNAPSHOT_PARTS[name];

    it(`comes back as it was written: ${name}`, async () => {
      expect(await read(name, stored(name))).to.deep.equal(answerOf(sampleContents[name]));
    });

    it(`is refused by its name where any field of it is cut or made longer: ${name}`, async () => {
      const whole = stored(name);
      expect(whole).not.to.be.empty;
      for (const [field, bytes] of whole) {
        for (const damaged of [bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.of(1)])]) {
          const fault = await rejection(read(name, new Map([...whole, [field, damaged]])));
          expect(fault).to.have.property('code', 'snapshot-corrupt');
          expect(fault)
            .to.have.property('message')
            .that.contains(`alongside:{sample}:${key}`)
            .and.contains('embed --full');
        }
      }
    });
  }

  it('has a key of its own', () => {
    expect(new Set(names.map((name) => SNAPSHOT_PARTS[name].key))).to.have.property('size', names.length);
  });

  const others: [string, Partial<SnapshotManifest>, Name[]][] = [
    [
      'names products that there are not',
      { products: 0 },
      ['lists', 'sources', 'numbers', 'histories', 'coldProducts'],
    ],
    [
      'explains other signals',
      { explained: { ...manifest.explained, signals: ['a', 'b', 'c'].map((signal) => ({ signal, weight: 1 })) } },
      ['parts', 'coldProductParts'],
    ],
  ];
  for (const [what, other, parts] of others) {
    it(`is refused where it ${what}`, async () => {
      for (const name of parts) {
        const fault = await rejection(read(name, stored(name), { ...manifest, ...other }));
        expect(fault, name).to.have.property('code', 'snapshot-corrupt');
      }
    });
  }

  it('is refused where it knows a kind of event that there is not', async () => {
    const odd = storedFields(SNAPSHOT_PARTS, 'histories', [['u', { products: [0], kinds: [4] }]], manifest);
    expect(await rejection(read('histories', odd))).to.have.property('code', 'snapshot-corrupt');
  });

  it('is refused where a card or a block of rows is not there', async () => {
    for (const name of ['cards', 'embeddings'] as const) {
      expect(await rejection(read(name, new Map())), name).to.have.property('code', 'snapshot-corrupt');
    }
  });
});
