import { expect } from 'chai';
import fc from 'fast-check';
import { CsvRecords, type CsvRecord } from '../../../src/shop/csv/csv-records.js';

function recordsOf(...pieces: string[]): CsvRecord[] {
  const records = new CsvRecords();
  return [...pieces.flatMap((piece) => [...records.push(piece)]), ...records.end()];
}

describe('CSV records', () => {
  it('keeps what was written, wherever the text is cut into pieces', () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', ' ', '|'), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 8 }),
        fc.nat(),
        (rows, cut) => {
          const text = rows
            .map((row) => `${row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')}\r\n`)
            .join('');
          const at = cut % (text.length + 1);
          const read = recordsOf(text.slice(0, at), text.slice(at));
          expect(read.map(({ fields }) => fields)).to.deep.equal(rows);
        },
      ),
    );
  });

  it('numbers records by their first line and skips blank lines', () => {
    const read = recordsOf('h,i\n\n1,"two\nlines"\n3,4');
    expect(read.map(({ line, fields }) => [line, ...fields])).to.deep.equal([
      [1, 'h', 'i'],
      [3, '1', 'two\nlines'],
      [5, '3', '4'],
    ]);
  });

  it('loses one line, not the rest of the file, to a quote that is never closed', () => {
    const read = recordsOf('a,b\n1,"open\n2,x\n3,y\n');
    expect(read.map(({ line, fault }) => [line, fault === undefined])).to.deep.equal([
      [1, true],
      [2, false],
      [3, true],
      [4, true],
    ]);
    expect(read[1]).to.include({ raw: '1,"open', fault: 'a quote is opened and not closed' });
  });

  it('loses only the two bad lines where one stray quote could be taken to close another', () => {
    const read = recordsOf('1,5" pipe\n2,x\n3,7" pipe\n4,y\n');
    expect(read.filter(({ fault }) => fault === undefined).map(({ fields }) => fields)).to.deep.equal([
      ['2', 'x'],
      ['4', 'y'],
    ]);
  });

  it('gives up on an open quote after a bounded amount of text', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${String(i)},abcdefgh`);
    const read = recordsOf(`0,"open\n${rows.join('\n')}\n`);
    expect(read).to.have.length(20_001);
    expect(read.filter(({ fault }) => fault !== undefined)).to.have.length(1);
  });

  it('gives out a line without end in bounded pieces, each a fault', () => {
    const records = new CsvRecords();
    const pieces = Array.from({ length: 40 }, () => [...records.push('x'.repeat(10_000))]).flat();
    expect(pieces.length).to.be.greaterThan(4);
    expect(pieces.every(({ fault }) => fault !== undefined)).to.equal(true);
  });
});
