import { expect } from 'chai';
import { chooseSecondStage, SIGNALS, type SecondStageQuery } from '../../src/recommend/index.js';
import { questionOf, type CandidateSignals } from './second-stage-fixture.js';

const CANDIDATES = 15;
const QUESTIONS = 100;

/** Questions with one truth each: signals and log popularity of a candidate by question, place and whether it is the truth. */
function questions(
  candidate: (question: number, truth: boolean, place: number) => CandidateSignals,
  logPopularity: (truth: boolean, place: number) => number = () => 0,
): SecondStageQuery[] {
  return Array.from({ length: QUESTIONS }, (_, q) => {
    const truth = (q * 7) % CANDIDATES;
    const places = Array.from({ length: CANDIDATES }, (_, place) => place);
    return questionOf(
      places.map((place) => candidate(q, place === truth, place)),
      [truth],
      places.map((place) => logPopularity(place === truth, place)),
    );
  });
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

  it('takes no popularity out where that costs plain quality', () => {
    // The truth is the popular one, and leads by less than any debiasing takes.
    const popular = questions(
      (_, truth) => ({ posterior: truth ? 0.05 : 0 }),
      (truth) => (truth ? 8 : 0),
    );
    const chosen = chooseSecondStage(popular, AT_ONCE);
    expect(chosen?.curve.map(({ debias }) => debias)).to.deep.equal([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ]);
    expect(chosen?.stage.debias).to.equal(0);
  });

  it('takes as much out as answers rare truths best where that costs nothing', () => {
    // Half of the questions ask for a rare truth that stands behind popular candidates, half for a popular one far ahead.
    const mixed = Array.from({ length: QUESTIONS }, (_, q) => {
      const rare = q % 2 === 0;
      const candidates = Array.from({ length: CANDIDATES }, (_, place) => ({
        posterior: place === 0 ? (rare ? 0 : 40) : 1,
      }));
      return questionOf(
        candidates,
        [0],
        candidates.map((_, place) => (place === 0 ? (rare ? 0 : 3) : 4)),
      );
    });
    const { stage, curve } = chooseSecondStage(mixed, AT_ONCE) ?? {};
    expect(stage?.debias).to.be.greaterThan(0);
    const at = curve?.find(({ debias }) => debias === stage?.debias);
    expect(at?.debiasedNdcg).to.equal(Math.max(...(curve ?? []).map(({ debiasedNdcg }) => debiasedNdcg)));
  });

  it("takes out what popularity alone explains where baskets are customers' histories, whatever it costs there", () => {
    // Popularity explains the truths beside a signal that does not depend on it.
    const popular = questions(
      (q, truth, place) => ({ popularity: truth ? 2 : 1, posterior: (place * 7 + q) % 5 === 0 ? 1 : 0 }),
      (truth) => (truth ? 2 : 1),
    );
    const atOnce = chooseSecondStage(popular, AT_ONCE)?.stage;
    const histories = chooseSecondStage(popular, { histories: true })?.stage;
    expect(histories?.weights).to.deep.equal(atOnce?.weights);
    expect(atOnce?.debias).to.be.lessThan(1);
    expect(histories?.debias).to.equal(1);
  });

  it('keeps a given exponent', () => {
    const any = questions((_, truth, place) => ({ posterior: -place, affinity: truth ? 1 : 0 }));
    expect(chooseSecondStage(any, { debias: 0.7, histories: true })?.stage.debias).to.equal(0.7);
  });

  it('is none where there are too few questions to fit one', () => {
    expect(chooseSecondStage(questions(() => ({})).slice(0, 20), AT_ONCE)).to.equal(undefined);
  });
});
