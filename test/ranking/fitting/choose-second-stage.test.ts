import { expect } from 'chai';
import { chooseSecondStage, type SecondStageQuery } from '../../../src/ranking/fitting/index.js';
import { SIGNALS } from '../../../src/ranking/reranking/index.js';
import { questionOf, type CandidateSignals } from '../second-stage-fixture.js';

const CANDIDATES = 15;
const QUESTIONS = 100;

/** Questions with one truth each: signals of a candidate by question, whether it is the truth, and place. */
function questions(
  candidate: (question: number, truth: boolean, place: number) => CandidateSignals,
): SecondStageQuery[] {
  return Array.from({ length: QUESTIONS }, (_, q) => {
    const truth = (q * 7) % CANDIDATES;
    const places = Array.from({ length: CANDIDATES }, (_, place) => place);
    return questionOf(
      places.map((place) => candidate(q, place === truth, place)),
      [truth],
    );
  });
}

/** A first candidate by `lead` in front of all others. */
function crowd(lead: number): CandidateSignals[] {
  return Array.from({ length: CANDIDATES }, (_, place) => ({ posterior: place === 0 ? lead : 0 }));
}

const FIRST_STAGE_ALONE = SIGNALS.map((signal) => (signal === 'posterior' ? 1 : 0));

/** Baskets that were bought at once. */
const AT_ONCE = { histories: false } as const;

describe('choosing the second stage', () => {
  it('orders by a signal that knows what the first stage does not', () => {
    const chosen = chooseSecondStage(
      questions((_, truth, place) => ({ posterior: -place, affinity: truth ? 1 : 0 })),
      AT_ONCE,
    );
    expect(chosen?.reordered).to.equal(true);
    expect(chosen?.curve[0].ndcg).to.equal(1);
    expect(chosen?.stage.weights[SIGNALS.indexOf('affinity')]).to.be.greaterThan(1);
  });

  it('is off where the first stage alone answers better than the fit', () => {
    // In 6 of 10 the first stage is right by a hair, in 4 of 10 wrong by far: likelihood turns its weight around.
    const hard = questions((q, truth) => ({ posterior: truth ? (q % 10 < 6 ? 0.01 : -5) : 0 }));
    const chosen = chooseSecondStage(hard, AT_ONCE);
    expect(chosen?.reordered).to.equal(false);
    expect(chosen?.stage.weights).to.deep.equal(FIRST_STAGE_ALONE);
    expect(chosen?.curve[0].ndcg).to.be.closeTo(0.6, 1e-12);
  });

  /** A truth by one in front of its rivals or behind them, as much less or more popular than they are. */
  const ahead = questionOf(
    crowd(1),
    [0],
    crowd(0).map((_, place) => (place === 0 ? 4.2 : 0)),
  );
  const behind = questionOf(
    crowd(-1),
    [0],
    crowd(0).map((_, place) => (place === 0 ? 0 : 4.2)),
  );
  /** One that no debiasing moves. */
  const certain = questionOf(
    crowd(40),
    [0],
    crowd(0).map((_, place) => (place === 0 ? 3 : 4)),
  );

  it('takes no popularity out where that costs plain quality, even if rare truths gain', () => {
    const asked = Array.from({ length: QUESTIONS }, (_, q) => (q % 10 < 6 ? ahead : behind));
    const { stage, curve = [] } = chooseSecondStage(asked, AT_ONCE) ?? {};
    expect(curve.map(({ debias }) => debias)).to.deep.equal(Array.from({ length: 21 }, (_, i) => i / 20));
    expect(curve[20].debiasedNdcg).to.be.greaterThan(curve[0].debiasedNdcg);
    expect(curve[20].ndcg).to.be.lessThan(0.95 * curve[0].ndcg);
    expect(stage?.debias).to.equal(0);
  });

  it('takes as much out as answers rare truths best where that costs next to nothing', () => {
    const asked = Array.from({ length: QUESTIONS }, (_, q) => [ahead, behind][q % 50] ?? certain);
    const { stage, curve = [] } = chooseSecondStage(asked, AT_ONCE) ?? {};
    // Both stand a quarter of the popularity's difference from changing sides.
    expect(stage?.debias).to.be.within(0.25, 0.3);
    expect(curve[6].ndcg).to.be.closeTo(curve[0].ndcg, 0.015);
    expect(curve[6].debiasedNdcg).to.be.greaterThan(curve[0].debiasedNdcg);
  });

  it("takes out what popularity alone explains where baskets are customers' histories, whatever it costs there", () => {
    // Popularity explains the truths beside a signal that does not depend on it.
    const popular = questions((q, truth, place) => ({
      popularity: truth ? 2 : 1,
      posterior: (place * 7 + q) % 5 === 0 ? 1 : 0,
    })).map((question) => ({
      ...question,
      logPopularity: question.logPopularity.map((_, i) => (question.truths.includes(i) ? 2 : 1)),
    }));
    const atOnce = chooseSecondStage(popular, AT_ONCE)?.stage;
    const histories = chooseSecondStage(popular, { histories: true })?.stage;
    expect(histories?.weights).to.deep.equal(atOnce?.weights);
    expect(atOnce?.debias).to.be.lessThan(1);
    expect(histories?.debias).to.equal(1);
  });

  it('takes the recent popularity out where that is what explains the truths, and the shares that explain them otherwise', () => {
    const shareWhere = (signals: (truth: boolean, noise: number) => CandidateSignals): number | undefined =>
      chooseSecondStage(
        questions((q, truth, place) => signals(truth, (place * 7 + q) % 5 === 0 ? 1 : 0)),
        AT_ONCE,
      )?.stage.recentShare;
    expect(shareWhere((truth, noise) => ({ recent: truth ? 2 : 1, popularity: noise }))).to.be.greaterThan(0.75);
    expect(shareWhere((truth, noise) => ({ recent: noise, popularity: truth ? 2 : 1 }))).to.be.lessThan(0.25);
    const both = shareWhere((truth, noise) => ({
      recent: (truth ? 2 : 1) + noise,
      popularity: (truth ? 2 : 1) - noise,
    }));
    expect(both).to.be.closeTo(0.5, 0.1);
  });

  it('keeps a given exponent', () => {
    const any = questions((_, truth, place) => ({ posterior: -place, affinity: truth ? 1 : 0 }));
    expect(chooseSecondStage(any, { debias: 0.7, histories: true })?.stage.debias).to.equal(0.7);
  });

  it('is none where there are too few questions to fit one', () => {
    expect(chooseSecondStage(questions(() => ({})).slice(0, 20), AT_ONCE)).to.equal(undefined);
  });
});
