import { expect } from 'chai';
import fc from 'fast-check';
import { exploreLibrary, statementParameters } from '../../../../src/storage/neo4j/index.js';
import { cypherTokens } from '../../../../src/storage/neo4j/explore/cypher-tokens.js';
import { checkStatement } from '../../../../src/storage/neo4j/explore/statement-checks.js';

const codeOf = (cypher: string, parameters = {}): unknown => {
  try {
    checkStatement(cypher, parameters);
    return undefined;
  } catch (error) {
    return (error as { code: unknown }).code;
  }
};

describe('what can be seen of a statement', () => {
  it('is well for all of the library', () => {
    for (const statement of exploreLibrary()) {
      expect(codeOf(statement.cypher, statementParameters(statement, new Map())), statement.name).to.equal(undefined);
    }
  });

  const large: Readonly<Record<string, string>> = {
    'a text that doubles': 'RETURN size(reduce(s = "x", i IN range(1, 40) | s + s))',
    'the same in other words': 'return SIZE( ReDuCe /* (s|x) */ (`s` = "x" , `i` in range(1,40)|`s`+ // s\n s))',
    'the same by the other sign': 'RETURN size(reduce(s = "x", i IN range(1, 40) | s || s))',
    'a text that doubles with something between': "RETURN reduce(s = 'x', i IN range(1, 40) | s + '' + s)",
    'a loop within that adds it twice':
      "RETURN reduce(s = 'x', i IN range(1, 40) | reduce(t = '', j IN [1, 2] | t + s))",
    'a list that doubles': 'RETURN reduce(l = [1], i IN range(1, 40) | [l, l])',
    'a list that doubles by what stands in it': 'RETURN reduce(l = [1], i IN range(1, 40) | l + [x IN l | x])',
    'a map that doubles': 'RETURN reduce(m = {}, i IN range(1, 40) | {a: m, b: m})',
    'a replacement that doubles': "RETURN reduce(s = 'xx', i IN range(1, 40) | replace(s, 'x', 'xx'))",
    'many rounds of a long text': 'RETURN reduce(s = "", i IN range(1, 1000000) | s + $long)',
    'a long range': 'RETURN [x IN range(1, 20000000) | toString(x)]',
    'a long range from below zero': 'RETURN [x IN range(-20000000, -1) | toString(x)]',
    'a long range written otherwise': 'RETURN [x IN `range`(1, 20_000_000, +1) | x]',
    'a long range by a parameter': 'RETURN [x IN range(1, $n) | x]',
    'a range without a written end': 'WITH 20000000 AS n RETURN [x IN range(1, n) | toString(x)]',
    'a range that seems to be a size': "RETURN [x IN range(1, size('ab') * 10000000) | toString(x)]",
    'ranges in each other': 'RETURN [x IN range(1, 10000) | [y IN range(1, 10000) | x + y]]',
    'the same range in itself': 'WITH range(1, 10000) AS r RETURN [x IN r | [y IN r | x + y]]',
    'rows gathered and taken in each other':
      'UNWIND range(1, 100000) AS x WITH collect(x) AS l RETURN [a IN l | [b IN l | a + b]]',
    'a chain of doublings': `WITH 'x' AS s ${'WITH s + s AS s '.repeat(40)}RETURN size(s)`,
    'a chain of doublings by turns': `WITH 'x' AS s ${'WITH s AS a, s AS b WITH a + b AS s '.repeat(40)}RETURN size(s)`,
    'a chain of doublings with texts beside': `WITH 'x' AS s ${"WITH s + s AS s, '' + '' AS t ".repeat(40)}RETURN size(s)`,
    'a chain of replacements': `RETURN size(${'replace('.repeat(9)}'x'${", 'x', 'xxxxxxxxxx')".repeat(9)})`,
    'a replacement by itself': "WITH 'xxxxxxxx' AS s RETURN replace(s, 'x', s)",
    'a replacement between all letters': "RETURN replace('xxxx', '', 'xxxx')",
    'a long statement': `RETURN '${'x'.repeat(50_000)}'`,
  };
  const parameters = { long: 'x'.repeat(1000), n: 20_000_000n };
  for (const [what, cypher] of Object.entries(large)) {
    it(`refuses ${what}`, () => {
      expect(codeOf(cypher, parameters)).to.equal('statement-too-large');
    });
  }

  const calls: Readonly<Record<string, string>> = {
    "other people's statements": "CALL db.stats.retrieve('QUERIES')",
    'a call with space and comments': 'call  db /* a */ . // b\n stats . retrieve("QUERIES")',
    'a quoted call': "CALL `db`.`stats`.`retrieve`('QUERIES')",
    'a call quoted as a whole': "CALL `db.stats.retrieve`('QUERIES')",
    'a call in an expression':
      "RETURN [x IN [1] | COLLECT { CALL db.stats.retrieve('QUERIES') YIELD data RETURN data }]",
    'a call after a text that looks like a comment':
      "WITH '/*' AS x CALL dbms.listConfig() YIELD name RETURN name, '*/'",
    'a call after a name that looks like a text': 'WITH 1 AS `\'` CALL dbms.listConfig() YIELD name RETURN name, "\'"',
    'a call after a text with a quote': "WITH 'it\\'s' AS x CALL dbms.listConfig() YIELD name RETURN name, ''",
    'an optional call': 'OPTIONAL CALL dbms.listConnections() YIELD connectionId RETURN connectionId',
    'a fresh plan for all': 'CALL db.prepareForReplanning()',
    'counting an index anew': 'CALL db.resampleOutdatedIndexes',
    'what a plug-in offers': "CALL apoc.load.json('http://localhost')",
    'a call in other letters': 'CALL DB.LABELS()',
  };
  for (const [what, cypher] of Object.entries(calls)) {
    it(`refuses ${what}`, () => {
      expect(codeOf(cypher)).to.equal('statement-not-allowed');
    });
  }

  it('refuses what would be read otherwise before all else', () => {
    expect(codeOf("RETURN '\\u0027 CALL dbms.listConfig() //'")).to.equal('invalid-statement');
    expect(codeOf('CALL d\\u0062.stats.retrieve("QUERIES")')).to.equal('invalid-statement');
  });

  const fine: readonly string[] = [
    "RETURN reduce(s = '', name IN ['a', 'b'] | s + ', ' + name) AS names",
    'MATCH (p:Product) WITH collect(p) AS ps RETURN reduce(sum = 0, p IN ps | sum + p.price * p.stock)',
    'RETURN reduce(sum = 0, i IN range(1, 100000) | sum + i)',
    'RETURN reduce(most = 0, x IN [1, 2] | CASE WHEN x > most THEN x ELSE most END)',
    'UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a * b = -1 RETURN count(*)',
    'MATCH (p) WITH collect(p) AS ps RETURN [j IN range(0, size(ps) - 1) | ps[j]]',
    "MATCH (p:Product) RETURN replace(p.title, '-', ' '), replace(p.title, p.brand, '')",
    "MATCH (p:Product) RETURN p.title + ' (' + p.brand + ', ' + toString(p.price) + ')' AS label",
    'MATCH (p:Product) CALL (p) { MATCH (p)<-[:PURCHASED]-(u) RETURN count(u) AS n } RETURN p.productId, n',
    'CALL db.labels() YIELD label RETURN label',
    'CALL db . schema . nodeTypeProperties()',
    "MATCH (n) WHERE n.title = 'CALL dbms.listConfig()' RETURN n // CALL dbms.listConfig()",
  ];
  for (const cypher of fine) {
    it(`takes ${cypher.slice(0, 60)}`, () => {
      expect(codeOf(cypher)).to.equal(undefined);
    });
  }

  it('cuts any statement into pieces, without end or loss', () => {
    const piece = fc.oneof(
      fc.constantFrom("'", '"', '`', '\\', '/*', '*/', '//', '\n', '$', '|', '1', 'a', ' '),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const cypher = pieces.join('');
        const left = cypherTokens(cypher).reduce((sum, { text }) => sum + text.length, 0);
        expect(left).to.be.at.most(cypher.length);
      }),
    );
    expect(cypherTokens("a.b /* ' */ 'it\\'s' \"//\" `x``y` $p 1_000 ||// end").map(({ text }) => text)).to.deep.equal([
      ...['a', '.', 'b', "it\\'s", '//', 'x`y', 'p', '1000', '||'],
    ]);
  });
});
