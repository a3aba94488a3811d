import { expect } from 'chai';
import { columns } from '../../../src/operations/cli/columns.js';

describe('columns', () => {
  const rows = [
    ['id', 'name', ''],
    ['7', 'a key', 'revoked'],
  ];

  it('are as wide as their longest text, without blanks at the end of a line', () => {
    expect(columns(rows)).to.equal('id  name\n7   a key  revoked');
  });

  it('stand to the right where they are numbers, but the first', () => {
    expect(columns(rows, 'right')).to.equal('id   name\n7   a key  revoked');
  });
});
