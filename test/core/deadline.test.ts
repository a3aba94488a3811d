import { expect } from 'chai';
import { within } from '../../src/core/index.js';

describe('a deadline', () => {
  it('lets through what is kept or broken in time, and says so of what is not', async () => {
    expect(await within(60_000, Promise.resolve('kept'), 'late')).to.equal('kept');
    const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);
    expect(await failure(within(60_000, Promise.reject(new Error('broken')), 'late'))).to.have.property(
      'message',
      'broken',
    );
    expect(await failure(within(1, new Promise(() => undefined), 'late'))).to.have.property('message', 'late');
  });
});
