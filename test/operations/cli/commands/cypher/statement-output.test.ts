import { expect } from 'chai';
import { formatResult } from '../../../../../src/operations/cli/commands/cypher/statement-output.js';

const RESULT = {
  columns: ['title', 'count', 'ids'],
  rows: [
    ['Dome "tent", large', 12, ['t1', 't2']],
    ['=1+1', null, []],
    ['Mat', 3.5, null],
  ],
  cut: false,
};

describe("a statement's result", () => {
  it('is a table with numbers to the right', () => {
    expect(formatResult(RESULT, 'table').split('\n')).to.deep.equal([
      'title               count  ids',
      'Dome "tent", large     12  t1, t2',
      '=1+1',
      'Mat                   3.5',
    ]);
  });

  it('counts long lists of numbers in a table, and writes them out elsewhere', () => {
    const vector = Array.from({ length: 128 }, () => 0.5);
    const result = { columns: ['node'], rows: [[{ title: 'Tent', embedding: vector }]], cut: false };
    expect(formatResult(result, 'table')).to.equal('node\n{"title":"Tent","embedding":"[128 numbers]"}');
    expect(formatResult(result, 'json')).to.contain('[0.5,0.5,');
    expect(formatResult(result, 'csv')).to.contain('[0.5,0.5,');
  });

  it('says where there is nothing', () => {
    expect(formatResult({ columns: ['a', 'b'], rows: [], cut: false }, 'table')).to.equal('a  b\n(nothing)');
  });

  it('is CSV with a header, quoted where it must be, and never a formula', () => {
    expect(formatResult(RESULT, 'csv')).to.equal(
      'title,count,ids\n"Dome ""tent"", large",12,"t1, t2"\n\'=1+1,,\nMat,3.5,',
    );
  });

  it('is one JSON object a row', () => {
    expect(
      formatResult(RESULT, 'json')
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).to.deep.equal([
      { title: 'Dome "tent", large', count: 12, ids: ['t1', 't2'] },
      { title: '=1+1', count: null, ids: [] },
      { title: 'Mat', count: 3.5, ids: null },
    ]);
  });
});
