import { expect } from 'chai';
import { fitSecondStage } from '../../../src/ranking/fitting/fit-second-stage.js';
import { SIGNALS, type Signal } from '../../../src/ranking/reranking/index.js';
import type { SecondStageQuery } from '../../../src/ranking/fitting/index.js';
import { numbers } from '../ranking-fixture.js';
import { questionOf, type CandidateSignals } from '../second-stage-fixture.js';

const CANDIDATES = 20;

/** Questions whose truth was drawn from softmax(Σ planted weight · signal); all signals but `seen` and `recent` vary. */
function plantedQuestions(count: number, planted: CandidateSignals): SecondStageQuery[] {
  const uniform = numbers(7);
  return Array.from({ length: count }, () => {
    const candidates = Array.from({ length: CANDIDATES }, (): CandidateSignals => {
      const candidate: CandidateSignals = { seen: 1 };
      for (const signal of SIGNALS) {
        if (signal !== 'seen' && signal !== 'recent') candidate[signal] = 4 * uniform() - 2;
      }
      return candidate;
    });
    const odds = candidates.map((candidate) =>
      Math.exp(SIGNALS.reduce((sum, signal) => sum + (planted[signal] ?? 0) * (candidate[signal] ?? 0), 0)),
    );
    let left = uniform() * odds.reduce((sum, each) => sum + each, 0);
    const truth = odds.findIndex((each) => (left -= each) < 0);
    return questionOf(candidates, [Math.max(truth, 0)]);
  });
}

describe('fitting the second stage', function () {
  this.timeout(60_000);

  it('recovers planted weights, and gives a signal that tells nothing next to none', () => {
    const planted: CandidateSignals = { posterior: 1, affinity: 0.5, brand: -0.75 };
    const weights = fitSecondStage(plantedQuestions(1500, planted));
    SIGNALS.forEach((signal: Signal, f) => {
      expect(weights?.[f], signal).to.be.closeTo(planted[signal] ?? 0, 0.12);
    });
  });

  it('gives the direction half of what it says, for what belongs together does so both ways', () => {
    const weights = fitSecondStage(plantedQuestions(1500, { posterior: 1, direction: 0.8 }));
    expect(weights?.[SIGNALS.indexOf('direction')]).to.be.closeTo(0.4, 0.06);
    const against = fitSecondStage(plantedQuestions(1500, { posterior: 1, direction: -0.8 }));
    expect(against?.[SIGNALS.indexOf('direction')]).to.equal(0);
  });

  it('shares a weight among signals that say nearly the same, none of them below 0', () => {
    const uniform = numbers(11);
    const twins = plantedQuestions(1500, { posterior: 1 }).map(({ table, ...query }) => {
      const signals = table.signals.slice();
      for (let at = 0; at < signals.length; at += SIGNALS.length) {
        const near = signals[at + SIGNALS.indexOf('posterior')] + 0.02 * uniform();
        for (const signal of ['affinity', 'evidence'] as const) signals[at + SIGNALS.indexOf(signal)] = near;
      }
      return { ...query, table: { ...table, signals } };
    });
    const weights = fitSecondStage(twins) ?? [];
    const three = (['posterior', 'affinity', 'evidence'] as const).map((signal) => weights[SIGNALS.indexOf(signal)]);
    for (const weight of three) expect(weight).to.be.at.least(0);
    expect(three.reduce((sum, weight) => sum + weight, 0)).to.be.closeTo(1, 0.12);
  });

  it('gives a signal that is the same for all candidates exactly none', () => {
    const weights = fitSecondStage(plantedQuestions(60, { posterior: 1 }));
    expect(weights?.[SIGNALS.indexOf('seen')]).to.equal(0);
    expect(weights?.[SIGNALS.indexOf('recent')]).to.equal(0);
  });

  it('counts the truths of a question alike, and each question as one', () => {
    // Each question has two candidates that the brand tells apart; the truth is the one of the brand in 3 of 4.
    const pair = [{ brand: 1 }, { brand: 0 }];
    const once = Array.from({ length: 400 }, (_, q) => questionOf(pair, [q % 4 === 0 ? 1 : 0]));
    const twice = Array.from({ length: 400 }, (_, q) => questionOf([...pair, ...pair], q % 4 === 0 ? [1, 3] : [0, 2]));
    const weightOf = (queries: SecondStageQuery[]) => fitSecondStage(queries)?.[SIGNALS.indexOf('brand')] ?? NaN;
    expect(weightOf(once)).to.be.closeTo(Math.log(3), 0.05);
    expect(weightOf(twice)).to.be.closeTo(weightOf(once), 1e-9);
  });

  it('leaves it at that where fewer than 50 questions have an answer among their candidates', () => {
    const usable = plantedQuestions(49, {});
    const lost = { ...usable[0], truths: [] };
    expect(fitSecondStage([...usable, lost, lost])).to.equal(undefined);
    expect(fitSecondStage([...usable, usable[0]])).not.to.equal(undefined);
  });
});
