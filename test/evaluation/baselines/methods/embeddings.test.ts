import { expect } from 'chai';
import { embeddingScorer } from '../../../../src/learning/factorisation/index.js';
import { fitFastRp } from '../../../../src/evaluation/baselines/methods/fast-rp.js';
import {
  fitItem2Vec,
  item2VecScorer,
  type Item2VecOptions,
} from '../../../../src/evaluation/baselines/methods/item2vec.js';
import { fitLightGcn, type LightGcnOptions } from '../../../../src/evaluation/baselines/methods/light-gcn.js';
import { clusteredRows, clusterPurity, rowsOfProducts, scoresFor } from '../../../learning/factorisation/shop.js';

const CLUSTERS = 5;
const SIZE = 6;
const rows = clusteredRows(CLUSTERS, SIZE, 300);

const fastRp = { dimension: 64, degreePower: 0, powerWeights: [0, 1, 0, 1], seed: 1 };
const item2Vec: Item2VecOptions = { dimension: 16, window: 5, negatives: 5, negativePower: 0.75, epochs: 40, seed: 1 };
const lightGcn: LightGcnOptions = {
  dimension: 16,
  layers: 2,
  rate: 0.02,
  regularisation: 1e-4,
  steps: 60,
  batch: 256,
  seed: 1,
};

describe('similarity of embeddings', () => {
  const embeddings = { dimension: 5, vectors: Float32Array.from([1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 2, 4, 6, 8, 10]) };

  it('is the inner product, the cosine or the correlation', () => {
    expect(scoresFor(embeddingScorer(embeddings, 'dot'), 0, 3)).to.deep.equal([55, 35, 110]);
    const cosine = scoresFor(embeddingScorer(embeddings, 'cosine'), 0, 3);
    expect(cosine[1]).to.be.closeTo(35 / 55, 1e-6);
    expect(cosine[2]).to.be.closeTo(1, 1e-6);
    const pearson = scoresFor(embeddingScorer(embeddings, 'pearson'), 0, 3);
    expect(pearson[1]).to.be.closeTo(-1, 1e-6);
    expect(pearson[2]).to.be.closeTo(1, 1e-6);
  });

  it('is 0 to a product without a vector', () => {
    const partly = { dimension: 2, vectors: Float32Array.from([1, 0, 0, 0]) };
    expect(scoresFor(embeddingScorer(partly, 'cosine'), 0, 2)).to.deep.equal([1, 0]);
  });
});

describe('embeddings', () => {
  it('FastRP puts products together that share rows', () => {
    expect(clusterPurity(embeddingScorer(fitFastRp(rows, fastRp), 'dot'), CLUSTERS, SIZE)).to.equal(1);
  });

  it('FastRP gives products of the same rows the same vector, and products without rows none', () => {
    const { vectors } = fitFastRp(rowsOfProducts([[0, 1], [0, 1, 2], [2]], 4), { ...fastRp, dimension: 8 });
    expect(vectors.slice(0, 8)).to.deep.equal(vectors.slice(8, 16));
    expect(vectors.slice(24)).to.deep.equal(new Float32Array(8));
  });

  it('FastRP counts a row of few products more than one of many', () => {
    const { dimension, vectors } = fitFastRp(
      rowsOfProducts(
        [
          [0, 1],
          [0, 2, 3, 4, 5, 6, 7],
        ],
        8,
      ),
      {
        ...fastRp,
        dimension: 1024,
        powerWeights: [0, 1],
      },
    );
    const scores = scoresFor(embeddingScorer({ dimension, vectors }, 'dot'), 0, 8);
    // By hand, with orthogonal random vectors: .911 and .640.
    expect(scores[1]).to.be.closeTo(0.911, 0.05);
    expect(scores[2]).to.be.closeTo(0.64, 0.1);
  });

  it('item2vec puts products together that stand in one row, by both of its vectors', () => {
    const fitted = fitItem2Vec(rows, item2Vec);
    expect(clusterPurity(item2VecScorer(fitted, 'in-in'), CLUSTERS, SIZE)).to.be.at.least(0.95);
    expect(clusterPurity(item2VecScorer(fitted, 'in-out'), CLUSTERS, SIZE)).to.be.at.least(0.95);
  });

  it('LightGCN puts products together that share rows, better than before it was trained', () => {
    const trained = embeddingScorer(fitLightGcn(rows, lightGcn), 'cosine');
    expect(clusterPurity(trained, CLUSTERS, SIZE)).to.be.at.least(0.95);
    // Without propagation only the ranking loss can have learned it.
    const untrained = embeddingScorer(fitLightGcn(rows, { ...lightGcn, layers: 0, steps: 0 }), 'cosine');
    const unpropagated = embeddingScorer(fitLightGcn(rows, { ...lightGcn, layers: 0, steps: 300 }), 'cosine');
    expect(clusterPurity(untrained, CLUSTERS, SIZE)).to.be.below(0.4);
    expect(clusterPurity(unpropagated, CLUSTERS, SIZE)).to.be.at.least(0.9);
  });

  it('LightGCN lowers its loss, and regularisation keeps its vectors short', () => {
    const losses: number[] = [];
    const { vectors } = fitLightGcn(rows, { ...lightGcn, onStep: (_step, loss) => losses.push(loss) });
    expect(losses[0]).to.be.closeTo(Math.LN2, 0.05);
    expect(losses).to.have.length(lightGcn.steps);
    expect(losses[losses.length - 1]).to.be.below(0.3);
    const short = fitLightGcn(rows, { ...lightGcn, regularisation: 1 }).vectors;
    const length = (row: Float32Array): number => Math.hypot(...row);
    expect(length(short)).to.be.below(0.5 * length(vectors));
  });

  it('are the same bytes for the same seed, and others for another', () => {
    const fits = [
      (seed: number) => fitFastRp(rows, { ...fastRp, seed }).vectors,
      (seed: number) => fitItem2Vec(rows, { ...item2Vec, epochs: 2, seed }).input.vectors,
      (seed: number) => fitLightGcn(rows, { ...lightGcn, steps: 3, seed }).vectors,
    ];
    for (const fit of fits) {
      expect(fit(1)).to.deep.equal(fit(1));
      expect(fit(2)).to.not.deep.equal(fit(1));
    }
  });
});
