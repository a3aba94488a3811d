import { expect } from 'chai';
import { evaluateAnswers } from '../../../src/evaluation/results/index.js';
import { answers, evaluated, shifted, split } from './evaluation-example.js';

describe('an evaluation of several methods', () => {
  const evaluation = evaluated();
  const named = (name: string): (typeof evaluation.methods)[number] =>
    evaluation.methods.find((method) => method.name === name)!;

  it('says what was asked', () => {
    expect(evaluation.queries).to.equal(20);
    expect(evaluation.groups).to.equal(20);
    expect(evaluation.truth).to.equal(20);
    expect(evaluation.candidates).to.equal(15);
    expect(evaluation.protocol).to.equal('last');
  });

  it('puts the best method first and gives each its metrics and an interval around them', () => {
    expect(evaluation.methods[0].metrics.ndcg).to.equal(1);
    expect(evaluation.methods.at(-1)!.name).to.equal('always wrong');
    expect(named('half right').metrics).to.include({ ndcg: 0.5, hitRate: 0.5, violations: 0 });
    const { low, high } = named('half right').intervals.ndcg;
    expect(low).to.be.within(0.2, 0.5);
    expect(high).to.be.within(0.5, 0.8);
  });

  it('compares each method with the engine, though another may be as good', () => {
    expect(evaluation.reference).to.equal('<always> right');
    expect(named('<always> right').reference).to.equal(undefined);
    expect(named('half right').reference!.ndcg.difference).to.equal(0.5);
    expect(named('half right').reference!.ndcg.p).to.be.lessThan(0.01);
    expect(named('balance 0').reference!.ndcg.p).to.equal(1);
  });

  it('compares with the best where the engine is not among them', () => {
    const baselines = evaluated([shifted('worse', 'peer', () => 1), shifted('better', 'peer', () => 0)]);
    expect(baselines.reference).to.equal('better');
  });

  it('holds stated chances against what happened', () => {
    // First places hold 0.6 and are right in half of the lists; second places hold 0.1 and are never right.
    const { mae, mse } = named('half right').calibration!;
    expect(mae).to.be.closeTo(0.1, 1e-12);
    expect(mse).to.be.closeTo(0.01, 1e-12);
  });

  it('says the same again for the same answers', () => {
    expect(evaluated()).to.deep.equal(evaluation);
  });

  it('refuses a split without queries, and no methods', () => {
    const settings = { shop: 's', part: 'test', seed: 1, cutoff: 10 } as const;
    expect(() => evaluateAnswers({ ...split, queries: [] }, answers, settings)).to.throw('--protocol');
    expect(() => evaluateAnswers(split, [], settings)).to.throw('at least one method');
  });
});
