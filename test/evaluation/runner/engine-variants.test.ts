import { expect } from 'chai';
import { engineVariants, type EngineVariant } from '../../../src/evaluation/runner/index.js';
import { SIGNALS, stageAtBalance } from '../../../src/ranking/reranking/index.js';
import type { RankingModel } from '../../../src/ranking/types.js';

describe('engine variants', () => {
  const balanced = { zero: SIGNALS.map(() => 1), one: SIGNALS.map(() => 3), recentShare: 0.5, balance: 0.5 };
  const firstStage: RankingModel = {
    prior: { affinity: 1, popularity: 1, categoryLift: 1, sameBrand: 1 },
    kappa: 1,
    gamma: 0,
  };
  const fitted: RankingModel = {
    ...firstStage,
    balanced,
    secondStage: stageAtBalance(balanced, balanced.balance),
    maxExposure: 0.1,
  };
  const variants = engineVariants('lightgcn');
  const named = (name: string): EngineVariant => variants.find((variant) => variant.name === name)!;

  it('have names of their own', () => {
    expect(new Set(variants.map(({ name }) => name)).size).to.equal(variants.length);
  });

  it('rank by the second stage of another balance, paying no price of the exposure', () => {
    const { ranking, pays, config } = named('balance 0.15');
    expect(config).to.deep.equal({ balance: 0.15 });
    expect(ranking!(fitted)!.secondStage).to.deep.equal(stageAtBalance(balanced, 0.15));
    expect(ranking!(fitted)!.balanced!.balance).to.equal(0.15);
    expect(pays!(fitted)).to.equal(0);
  });

  it('pay for exposure in proportion to the balance, up to what the model has them pay', () => {
    const paid = (balance: number): number => named(`balance ${balance} bounded`).pays!(fitted);
    expect([0.15, 0.3, 0.5, 0.7, 1].map(paid)).to.deep.equal([0.3, 0.6, 1, 1, 1]);
    const atZero = { ...fitted, balanced: { ...balanced, balance: 0 } };
    expect(named('balance 0.15 bounded').pays!(atZero)).to.equal(1);
  });

  it('leave out what the model lacks', () => {
    expect(named('balance 1').ranking!(firstStage)).to.equal(undefined);
    expect(named('balance 1 bounded').ranking!({ ...firstStage, balanced })).to.equal(undefined);
    expect(named('unbounded').ranking!(firstStage)).to.equal(undefined);
    expect(named('second stage without affinity').ranking!(firstStage)).to.equal(undefined);
  });

  it('take one signal of the second stage away', () => {
    const place = SIGNALS.indexOf('affinity');
    const { weights } = named('second stage without affinity').ranking!(fitted)!.secondStage!;
    expect(weights).to.deep.equal(fitted.secondStage!.weights.map((weight, f) => (f === place ? 0 : weight)));
  });
});
