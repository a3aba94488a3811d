import { expect } from 'chai';
import { within, withinTime } from '../../src/core/index.js';

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

  it('rejects with the error that is asked for, where one is', async () => {
    const asked = new RangeError('asked for');
    const failure: unknown = await within(1, new Promise(() => undefined), () => asked).catch(
      (error: unknown) => error,
    );
    expect(failure).to.equal(asked);
  });

  it('gives nothing for what does not come in time, and passes on what is broken before', async () => {
    expect(await withinTime(Promise.resolve('kept'), 60_000)).to.equal('kept');
    expect(await withinTime(new Promise(() => undefined), 1)).to.equal(undefined);
    const broken: unknown = await withinTime(Promise.reject(new Error('broken')), 60_000).catch(
      (error: unknown) => error,
    );
    expect(broken).to.have.property('message', 'broken');
  });
});
