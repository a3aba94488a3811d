import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { exploreLibrary, findStatement, statementParameters } from '../../../../src/storage/neo4j/index.js';
import { packageRoot } from '../../../../src/core/index.js';
import { parseExploreStatement } from '../../../../src/storage/neo4j/explore/explore-statement.js';

const FILE = `// Best sellers
//
// Which products sell best,
// and how much?
//
// Parameters
//   category  category  category id
//   least     float     share, at least
//   limit     integer   most rows
// Columns
//   bought  pieces,
//           not orders
// Example
//   productId  bought
//   tents-012     120
// Nothing
//   Nothing was sold.
// Cost on amazon_beauty: 1,234 db hits, 12 ms
:param category => 'tents; and more';
:param least => 0.5;
:param limit => -3;

// A comment of the statement itself.
MATCH (p:Product {categoryId: $category})
WHERE p.share > $least
RETURN p LIMIT $limit;
`;

describe("a statement's file", () => {
  it('says what the statement answers, takes, gives and costs', () => {
    const statement = parseExploreStatement('best-sellers', FILE);
    expect(statement).to.include({
      name: 'best-sellers',
      title: 'Best sellers',
      question: 'Which products sell best, and how much?',
      columns: 'bought  pieces,\n        not orders',
      example: 'productId  bought\ntents-012     120',
      nothing: 'Nothing was sold.',
      cost: '1,234 db hits, 12 ms',
      cypher: 'MATCH (p:Product {categoryId: $category})\nWHERE p.share > $least\nRETURN p LIMIT $limit',
    });
    expect(statement.parameters).to.deep.equal([
      { name: 'category', type: 'category', standard: 'tents; and more', about: 'category id' },
      { name: 'least', type: 'float', standard: 0.5, about: 'share, at least' },
      { name: 'limit', type: 'integer', standard: -3n, about: 'most rows' },
    ]);
  });

  const faults: Record<string, readonly [from: string | RegExp, to: string, says: RegExp]> = {
    'lacks its question': [/\/\/ Which[^]*much\?\n/, '', /question/],
    'lacks its cost': [/\/\/ Cost.*\n/, '', /cost/],
    'lacks its example': [/\/\/ Example\n[^]*120\n/, '', /example/],
    'sets a parameter that nobody described': [':param', ':param odd => 1;\n:param', /parameter odd/],
    'describes a parameter that is not set': [/:param least.*\n/, '', /set the parameter least/],
    'uses a parameter that is not described': ['LIMIT $limit', 'LIMIT $most', /limit|most/],
    'describes a parameter that is not used': ['> $least', '> 0', /least/],
    'gives a parameter an unknown type': ['float   ', 'double  ', /describes no parameter/],
    'sets a parameter to what is none': [':param limit => -3;', ':param limit => 1 + 1;', /integer/],
    'sets a text without quotes': ["'tents; and more'", 'tents', /integer|string/],
  };
  for (const [what, [from, to, says]] of Object.entries(faults)) {
    it(`is refused where it ${what}`, () => {
      expect(FILE.replace(from, to)).not.to.equal(FILE);
      expect(() => parseExploreStatement('best-sellers', FILE.replace(from, to))).to.throw(says);
    });
  }
});

describe('the library of statements', () => {
  const library = exploreLibrary();

  it('holds only files that say all of it, each asking another question', () => {
    expect(library).to.have.length.of.at.least(24);
    expect(new Set(library.map(({ question }) => question)).size).to.equal(library.length);
    for (const { name, question, example, cost } of library) {
      expect(question, name).to.match(/\?|\.$/);
      expect(example.split('\n'), name).to.have.length.of.at.least(2);
      expect(cost, name).to.match(/^[\d,]+ db hits, [\d,]+ ms$/);
    }
  });

  it('holds files whose parameters and statement each end in a semicolon, so that all of a file can be pasted', () => {
    for (const { name, file } of library) {
      const code = file.split('\n').filter((line) => line !== '' && !line.startsWith('//'));
      for (const line of code.filter((each) => each.startsWith(':'))) expect(line, name).to.match(/;$/);
      expect(code.at(-1), name).to.match(/;$/);
      expect(
        code
          .join('\n')
          .split(/;\n|;$/)
          .slice(0, -1),
        name,
      ).to.have.length(code.filter((line) => line.startsWith(':')).length + 1);
    }
  });

  it('names the statements that a mistyped name may mean', () => {
    for (const [typed, meant] of [
      ['category-pair', 'category-pairs'],
      ['hub', 'hubs'],
      ['pairs', 'category-pairs'],
      ['bridges', 'bridge-products'],
      ['exposure', 'brand-exposure'],
    ]) {
      expect(() => findStatement(library, typed))
        .to.throw(`There is no statement "${typed}". Did you mean`)
        .with.nested.property('details.near')
        .that.includes(meant);
    }
    expect(() => findStatement(library, 'xyzzy')).to.throw(
      'There is no statement "xyzzy". "alongside cypher" lists all.',
    );
  });

  it('takes parameters of the declared types, and the standard ones for the rest', () => {
    const pairs = findStatement(library, 'category-pairs');
    expect(statementParameters(pairs, new Map())).to.deep.equal({ minSupport: 5n, limit: 20n });
    expect(statementParameters(pairs, new Map([['limit', '7']]))).to.deep.equal({ minSupport: 5n, limit: 7n });
    expect(() => statementParameters(pairs, new Map([['limit', 'seven']]))).to.throw(
      'limit takes an integer, not "seven".',
    );
    expect(() => statementParameters(pairs, new Map([['limit', '9223372036854775808']]))).to.throw(
      'limit takes an integer',
    );
    expect(() => statementParameters(pairs, new Map([['most', '7']]))).to.throw(
      'category-pairs has no parameter "most"; it takes minSupport, limit.',
    );
    const outliers = findStatement(library, 'price-outliers');
    expect(statementParameters(outliers, new Map([['factor', '2']]))).to.include({ factor: 2 });
    expect(() => statementParameters(outliers, new Map([['factor', 'NaN']]))).to.throw('factor takes a float');
    const list = findStatement(library, 'also-consider');
    expect(statementParameters(list, new Map([['product', "x' OR 1 = 1"]]))).to.deep.equal({ product: "x' OR 1 = 1" });
  });
});

describe('the page for analysts', () => {
  const page = readFileSync(join(packageRoot, 'docs', 'analysts.md'), 'utf8');

  it('sorts every statement under what it is about, once', () => {
    const [before] = page.split('<!-- statements -->');
    const sorted = [...before.slice(before.indexOf('| about')).matchAll(/`([a-z-]+)`/g)].map(([, name]) => name);
    expect(sorted.sort()).to.deep.equal(exploreLibrary().map(({ name }) => name));
  });

  it('lists every statement with its question and cost, as the headers say', () => {
    const rows = page
      .split('\n')
      .filter((line) => line.includes('cypher/explore/') && line.startsWith('|'))
      .map((line) =>
        line
          .split('|')
          .map((cell) => cell.trim())
          .join('|'),
      );
    expect(rows).to.deep.equal(
      exploreLibrary().map(
        ({ name, question, cost }) => `|[\`${name}\`](../cypher/explore/${name}.cypher)|${question}|${cost}|`,
      ),
    );
  });
});
