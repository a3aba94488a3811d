import { expect } from 'chai';
import neo4j from 'neo4j-driver';
import { AlongsideError } from '../../../src/core/index.js';
import { checkedRow } from '../../../src/storage/neo4j/checked-row.js';
import type { RowStatement } from '../../../src/storage/neo4j/statement-rows.js';

const none = { purchased: [], carted: [], favorited: [], viewed: [], user: 'u1' };

function check(statement: RowStatement, row: Readonly<Record<string, unknown>>): unknown {
  return checkedRow(statement, new neo4j.types.Record(Object.keys(row), Object.values(row)));
}

describe('a row of a statement', () => {
  it('passes as it is where it has the shape of its statement', () => {
    const rows: [RowStatement, Readonly<Record<string, unknown>>][] = [
      ['read/count-graph', { users: 3, products: 2, categories: 1, events: 0 }],
      ['read/interactions-bare', { ...none, purchased: [17, 4] }],
      ['read/interactions-detailed', { ...none, viewed: [[17, 'o1', null, 1735689600000, null]] }],
    ];
    for (const [statement, row] of rows) expect(check(statement, row)).to.deep.equal(row);
  });

  const faults: [RowStatement, field: string, Readonly<Record<string, unknown>>][] = [
    ['read/count-graph', 'products', { users: 3, products: '2', categories: 1, events: 0 }],
    ['read/count-graph', 'events', { users: 3, products: 2, categories: 1 }],
    ['read/category-tree', 'categoryId', { categoryId: null, name: null, parentId: null }],
    ['read/changed-products', 'changed', { changed: [0, 0.5] }],
    ['read/interactions-bare', 'carted', { ...none, carted: [3, -1] }],
    ['read/interactions-bare', 'viewed', { ...none, viewed: [3, null] }],
    ['read/interactions-detailed', 'purchased', { ...none, purchased: [[17, 12, null, null, null]] }],
    ['read/interactions-detailed', 'purchased', { ...none, purchased: [[17, null, null, '2024-05-01', null]] }],
    ['read/interactions-detailed', 'viewed', { ...none, viewed: [[17, null, null, null]] }],
  ];
  for (const [statement, field, row] of faults) {
    it(`of ${statement} is refused for its ${field} in ${JSON.stringify(row)}`, () => {
      expect(() => check(statement, row))
        .to.throw(AlongsideError, `cypher/${statement}.cypher with a "${field}"`)
        .that.includes({ code: 'graph-row-invalid' })
        .with.property('details')
        .that.deep.equals({ statement, field });
    });
  }
});
