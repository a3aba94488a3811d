import { expect } from 'chai';
import fc from 'fast-check';
import { StepClock } from '../../../src/operations/jobs/step-clock.js';

describe('the clock of steps', () => {
  const at = (step: string, done: number, total?: number) => ({
    step,
    done,
    unit: 'rows',
    ...(total === undefined ? {} : { total }),
  });
  let now = 0;
  beforeEach(() => (now = 0));

  it('reckons the step at hand by its pace, and those after it by what they took last time', () => {
    const before = ['read', 'encode', 'write'].map((step, i) => ({ step, seconds: 10 * (i + 1) }));
    const clock = new StepClock(before, () => now);
    expect(clock.take(at('read', 0, 4))).to.deep.equal({ number: 1, secondsLeft: 60 });
    now = 2000;
    expect(clock.take(at('read', 1, 4))).to.deep.equal({ number: 1, secondsLeft: 56 });
    now = 8000;
    expect(clock.take(at('encode', 0))).to.deep.equal({ number: 2, secondsLeft: 50 });
    expect(clock.take(at('new', 0, 2))).to.deep.equal({ number: 3 });
    now = 9000;
    expect(clock.end()).to.deep.equal([
      { step: 'read', seconds: 8 },
      { step: 'encode', seconds: 0 },
      { step: 'new', seconds: 1 },
    ]);
  });

  it('knows the pace of the step alone where no job ended before', () => {
    const clock = new StepClock([], () => now);
    expect(clock.take(at('read', 0, 4))).to.deep.equal({ number: 1 });
    now = 1000;
    expect(clock.take(at('read', 1, 4))).to.deep.equal({ number: 1, secondsLeft: 3 });
  });

  it('never says less than nothing, and adds up to the time that went by', () => {
    const steps = fc.array(fc.record({ step: fc.constantFrom('a', 'b', 'c'), seconds: fc.nat(100) }), { maxLength: 8 });
    const said = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(20), fc.nat(10), fc.nat(5000)));
    fc.assert(
      fc.property(steps, said, (before, updates) => {
        now = 0;
        const clock = new StepClock(before, () => now);
        for (const [step, done, total, wait] of updates) {
          const { secondsLeft = 0 } = clock.take(at(step, done, total));
          expect(secondsLeft).to.be.at.least(0).and.to.satisfy(Number.isFinite);
          now += wait;
        }
        const sum = clock.end().reduce((all, { seconds }) => all + seconds, 0);
        expect(sum).to.be.closeTo(updates.length === 0 ? 0 : now / 1000, 1e-6);
      }),
    );
  });
});
