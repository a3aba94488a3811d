import { expect } from 'chai';
import fc from 'fast-check';
import { AlongsideError } from '../../../src/core/index.js';
import { decodeCandidates, encodeCandidates } from '../../../src/storage/redis/candidate-codec.js';
import { candidateList } from '../../ranking/candidates.js';

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const lists = fc
  .tuple(
    fc.constantFrom('graph' as const, 'category' as const),
    fc.array(
      fc.record({
        product: int32,
        category: int32,
        score: fc.float({ noNaN: true }),
        together: int32,
        people: fc.nat(255),
        through: int32,
      }),
    ),
  )
  .map(([source, candidates]) => candidateList(candidates, source));

function refusal(bytes: Buffer): unknown {
  try {
    decodeCandidates(bytes, 'alongside:{x}:lists 7');
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('the bytes of a candidate list', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(lists, (list) => {
        expect(decodeCandidates(encodeCandidates(list), 'here')).to.deep.equal(list);
      }),
    );
  });

  it('are read from any place in a larger buffer, and are not held by it', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: 7 }), (list, before) => {
        const reply = Buffer.concat([Buffer.alloc(before), encodeCandidates(list)]);
        const read = decodeCandidates(reply.subarray(before), 'here');
        reply.fill(0xff);
        expect(read).to.deep.equal(list);
      }),
    );
  });

  it('are refused when cut off, lengthened or of another format, count or source', () => {
    fc.assert(
      fc.property(lists, fc.nat(), (list, at) => {
        const bytes = encodeCandidates(list);
        const damaged = [
          bytes.subarray(0, at % bytes.length),
          Buffer.concat([bytes, Buffer.of(0)]),
          ...[0, 4, 8].map((field) => {
            const copy = Buffer.from(bytes);
            copy.writeUInt32LE(77 + at, field);
            return copy;
          }),
        ];
        for (const each of damaged) {
          const error = refusal(each);
          if (!(error instanceof AlongsideError)) throw new Error(`read ${each.length} of ${bytes.length} bytes`);
          expect(error.code).to.equal('snapshot-corrupt');
          expect(error.message).to.contain('alongside:{x}:lists 7').and.contain('embed --full');
        }
      }),
    );
  });

  it('are the same for equal lists, so that snapshots can be compared', () => {
    fc.assert(
      fc.property(lists, (list) => {
        expect(encodeCandidates(structuredClone(list)).equals(encodeCandidates(list))).to.equal(true);
      }),
    );
  });
});
