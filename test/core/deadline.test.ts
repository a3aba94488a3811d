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
    expect(await withinTime(60_000, Promise.resolve('kept'))).to.equal('kept');
    expect(await withinTime(1, new Promise(() => undefined))).to.equal(undefined);
    const broken: unknown = await withinTime(60_000, Promise.reject(new Error('broken'))).catch(
      (error: unknown) => error,
    );
    expect(broken).to.have.property('message', 'broken');
  });
});
