import { expect } from 'chai';
import { AlongsideError } from '../../../src/core/index.js';
import { askAhead } from '../../../src/serving/lists/ask-ahead.js';
import type { AskedQuestion } from '../../../src/serving/lists/answer-cache.js';
import { listQuerySchema } from '../../../src/serving/lists/index.js';

const questions = Array.from({ length: 10 }, (_, i): AskedQuestion => ({
  query: listQuerySchema.parse({ products: [`p${i}`] }),
  minPeople: 5,
}));

describe('questions asked ahead', () => {
  let now = 0;
  const limits = { questions: 100, milliseconds: 1000, now: () => now };
  const asked = async (most: Partial<typeof limits>, answer = (): number => now++): Promise<AskedQuestion[]> => {
    const seen: AskedQuestion[] = [];
    const count = await askAhead(
      questions,
      (question) => {
        seen.push(question);
        return Promise.resolve(answer());
      },
      { ...limits, ...most },
    );
    expect(count).to.equal(seen.length);
    return seen;
  };

  it('are the first so many', async () => {
    expect(await asked({})).to.deep.equal(questions);
    expect(await asked({ questions: 3 })).to.deep.equal(questions.slice(0, 3));
  });

  it('end when their time is over', async () => {
    expect(await asked({ milliseconds: 4 })).to.deep.equal(questions.slice(0, 4));
  });

  it('let other work come in between', async () => {
    let others = 0;
    const other = setInterval(() => others++, 0);
    const seen: number[] = [];
    await asked({}, () => {
      now += 1;
      return seen.push(others);
    });
    clearInterval(other);
    expect(seen[9]).to.be.above(seen[0]);
  });

  it('pass over those that have no answer, and end at what is no answer either', async () => {
    const refuse = (error: Error): Promise<number> => askAhead(questions, () => Promise.reject(error), limits);
    expect(await refuse(new AlongsideError('unknown-product', 'The shop has none.'))).to.equal(0);
    const fault = new Error('Redis is away');
    const met: unknown = await refuse(fault).catch((error: unknown) => error);
    expect(met).to.equal(fault);
  });
});
