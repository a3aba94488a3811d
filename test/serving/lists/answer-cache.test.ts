import { expect } from 'chai';
import type { RulesInForce } from '../../../src/serving/rules/index.js';
import { listQuerySchema, type ListQuery } from '../../../src/serving/lists/index.js';
import { queryText } from '../../../src/serving/lists/query.js';
import { AnswerCache, type AskedQuestion } from '../../../src/serving/lists/answer-cache.js';
import { requestText, type AskedVersion } from '../../../src/serving/lists/request-version.js';
import { memorySnapshot } from './memory-snapshot.js';
import { plantedShop } from './planted-snapshot.js';

const requestVersion = (snapshot: string, state: string, minPeople = 5): AskedVersion => ({
  minPeople,
  snapshot: memorySnapshot(plantedShop(20), snapshot),
  rules: { version: null, state, rules: [], until: Infinity } satisfies RulesInForce,
});
const texts = (questions: readonly AskedQuestion[]): string[] => questions.map((each) => queryText(each.query));
const query = (product: string, cursor?: string): ListQuery => listQuerySchema.parse({ products: [product], cursor });

describe('cached answers', () => {
  const here = requestVersion('a', '1');
  let answers: AnswerCache;

  beforeEach(() => {
    answers = new AnswerCache();
  });

  const make = (question: ListQuery, on = here): void => {
    const request = requestText(on, question);
    answers.set(request, on, { etag: `"${request}"`, text: request, source: 'graph' });
  };
  const ask = (question: ListQuery, on = here): unknown => answers.get(requestText(on, question))?.text.toString();

  it('name what was asked again, the latest first, and no more than wanted', () => {
    const [first, second, third, once] = ['p1', 'p2', 'p3', 'p4'].map((product) => query(product));
    for (const question of [first, second, third, once]) make(question);
    for (const question of [third, first, second, first]) ask(question);
    expect(texts(answers.askedAgain(here, 10))).to.deep.equal([first, second, third].map(queryText));
    expect(texts(answers.askedAgain(here, 2))).to.deep.equal([first, second].map(queryText));
  });

  it('name what was asked of this snapshot under these rules, first pages only', () => {
    const page = query('p2', 'next');
    for (const [question, on] of [
      [query('p1'), requestVersion('b', '1')],
      [query('p1'), requestVersion('a', '2')],
      [page, here],
    ] as const) {
      make(question, on);
      expect(ask(question, on)).to.equal(requestText(on, question));
    }
    expect(answers.askedAgain(here, 10)).to.deep.equal([]);
  });

  it('are apart for those who are told exact numbers', () => {
    const [exact, question] = [requestVersion('a', '1', 1), query('p1')];
    make(question, exact);
    expect(ask(question)).to.equal(undefined);
    expect(ask(question, exact)).to.equal(requestText(exact, question));
    expect(texts(answers.askedAgain(here, 10))).to.deep.equal([queryText(question)]);
    expect(answers.askedAgain(here, 10)[0].minPeople).to.equal(1);
  });

  it('go, the least lately asked first, when there is no more room', () => {
    // As bytes are sent: two a character.
    const long = '×'.repeat(512 * 1024);
    const keep = (number: number): void => {
      answers.set(`${number}`, here, { etag: '""', text: long, source: 'graph' });
    };
    for (let number = 0; number < 63; number++) keep(number);
    answers.get('0');
    keep(63);
    expect(answers.get('0')).not.to.equal(undefined);
    expect(answers.get('1')).to.equal(undefined);
    expect(answers.get('63')).not.to.equal(undefined);
  });
});
