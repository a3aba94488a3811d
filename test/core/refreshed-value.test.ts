import { expect } from 'chai';
import { RefreshedValue, type RefreshOptions } from '../../src/core/index.js';

describe('a refreshed value', () => {
  let now = 0;
  let reads: { readonly resolve: (value: string) => void; readonly reject: (error: Error) => void }[];

  beforeEach(() => {
    now = 0;
    reads = [];
  });

  const valueWith = (options: RefreshOptions): RefreshedValue<string> =>
    new RefreshedValue(
      () =>
        new Promise((resolve, reject) => {
          reads.push({ resolve, reject });
        }),
      { now: () => now, ...options },
    );

  async function first(value: RefreshedValue<string>): Promise<void> {
    const asked = value.get();
    reads[0].resolve('first');
    expect(await asked).to.equal('first');
  }

  it('is read once while it is fresh, however many ask', async () => {
    const value = valueWith({ freshFor: 100 });
    const asked = [value.get(), value.get()].map((each) => Promise.resolve(each));
    reads[0].resolve('first');
    expect(await Promise.all(asked)).to.deep.equal(['first', 'first']);
    now = 99;
    expect(value.get()).to.equal('first');
    expect(reads).to.have.length(1);
  });

  it('answers at once while it is stale, and is read beside', async () => {
    const value = valueWith({ freshFor: 100, staleFor: 100 });
    await first(value);
    now = 199;
    expect(value.get()).to.equal('first');
    expect(value.get()).to.equal('first');
    expect(reads).to.have.length(2);
    reads[1].resolve('second');
    await new Promise(setImmediate);
    expect(value.get()).to.equal('second');
  });

  it('is waited for once it is older than that', async () => {
    const value = valueWith({ freshFor: 100, staleFor: 100 });
    await first(value);
    now = 200;
    const asked = value.get();
    expect(asked).to.be.instanceOf(Promise);
    reads[1].resolve('second');
    expect(await asked).to.equal('second');
  });

  it('is read each time where nothing is fresh', async () => {
    const value = valueWith({ freshFor: 0 });
    await first(value);
    expect(value.get()).to.be.instanceOf(Promise);
    expect(reads).to.have.length(2);
  });

  it('counts its age from when its reading began', async () => {
    const value = valueWith({ freshFor: 100 });
    const asked = value.get();
    now = 60;
    reads[0].resolve('first');
    await asked;
    now = 100;
    expect(value.get()).to.be.instanceOf(Promise);
  });

  it('hides a fault from those who are answered with the stale one, not from those who wait', async () => {
    const value = valueWith({ freshFor: 100, staleFor: 100 });
    await first(value);
    now = 150;
    expect(value.get()).to.equal('first');
    reads[1].reject(new Error('away'));
    await new Promise(setImmediate);
    now = 200;
    const asked = Promise.resolve(value.get()).catch((error: unknown) => error);
    reads[2].reject(new Error('still away'));
    expect(await asked).to.have.property('message', 'still away');
  });

  it('answers those who waited in vain up to the age that is set for that', async () => {
    const value = valueWith({ freshFor: 100, staleIfErrorFor: 1000 });
    await first(value);
    for (const [at, expected] of [
      [999, 'first'],
      [1000, 'away'],
    ] as const) {
      now = at;
      const asked = Promise.resolve(value.get()).catch((error: unknown) => (error as Error).message);
      reads[reads.length - 1].reject(new Error('away'));
      expect(await asked).to.equal(expected);
    }
  });

  it('is read anew once it was dropped, also where a reading was under way', async () => {
    const value = valueWith({ freshFor: 100 });
    const before = value.get();
    value.drop();
    const after = value.get();
    expect(reads).to.have.length(2);
    reads[1].resolve('second');
    expect(await after).to.equal('second');
    reads[0].resolve('first');
    expect(await before).to.equal('first');
    expect(value.get()).to.equal('second');
    expect(value.last).to.equal('second');
  });

  it('outlives the faults that are named, and no others', async () => {
    const outlives = (error: unknown): boolean => error instanceof Error && error.message === 'away';
    const value = valueWith({ freshFor: 100, staleIfErrorFor: Infinity, outlives });
    await first(value);
    now = 1_000_000;
    const asked = value.get();
    reads[1].reject(new Error('away'));
    expect(await asked).to.equal('first');
    const again = Promise.resolve(value.get()).catch((error: unknown) => error);
    reads[2].reject(new Error('damaged'));
    expect(await again).to.have.property('message', 'damaged');
  });
});
