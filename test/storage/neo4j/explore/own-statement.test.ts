import { expect } from 'chai';
import { ownStatement } from '../../../../src/storage/neo4j/index.js';

const FILE = `// Products of a category
:param category => '7';
:param least => 0.5;

MATCH (p:Product)
RETURN p LIMIT $limit;
`;

describe('an own statement', () => {
  it('takes its parameters from the file, and what is given before them', () => {
    expect(ownStatement(FILE, new Map([['least', '2']])).parameters).to.deep.equal({ category: '7', least: 2n });
  });

  it('keeps digits a text where the file sets a text, or where they are quoted', () => {
    expect(ownStatement(FILE, new Map([['category', '114']])).parameters['category']).to.equal('114');
    expect(ownStatement('RETURN $id', new Map([['id', "'114'"]])).parameters).to.deep.equal({ id: '114' });
    expect(ownStatement('RETURN $id', new Map([['id', '114']])).parameters).to.deep.equal({ id: 114n });
  });

  it('refuses a setting that only Neo4j could work out, unless a value is given', () => {
    const file = ':param since => date();\nRETURN $since';
    expect(() => ownStatement(file, new Map())).to.throw('--param since=VALUE');
    expect(ownStatement(file, new Map([['since', '2025']])).parameters).to.deep.equal({ since: 2025n });
  });

  it('keeps the lines of the file, so that places of errors are those', () => {
    const { cypher } = ownStatement(FILE, new Map());
    expect(cypher.split('\n')[4]).to.equal('MATCH (p:Product)');
    expect(cypher).not.to.contain(':param').and.not.to.match(/;\s*$/);
  });

  it('takes only lines of the browser out, not a pattern that goes on with a label, nor leaves one that is indented', () => {
    const { cypher, parameters } = ownStatement('  :param least => 2;\nMATCH (p\n:Product) RETURN p', new Map());
    expect(cypher).to.equal('\nMATCH (p\n:Product) RETURN p');
    expect(parameters).to.deep.equal({ least: 2n });
  });
});
