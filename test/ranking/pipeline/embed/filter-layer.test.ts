import { expect } from 'chai';
import { csrFromEdges } from '../../../../src/core/numerics/index.js';
import {
  engineSettings,
  answerQueries,
  prepareShop,
  trainShop,
  type ShopColumns,
  type TrainedModel,
} from '../../../../src/ranking/pipeline/index.js';
import { embedFiltered } from '../../../../src/ranking/pipeline/embed/filter-layer.js';
import { gatherEvidence } from '../../../../src/learning/cooccurrence/index.js';
import { noProgress } from '../../../../src/core/index.js';
import { OnnxRuntime } from '../../../../src/learning/onnx/index.js';
import { spectralResponse, type SpectralFilter } from '../../../../src/learning/propagation/index.js';
import { temporaryFolder } from '../../../shop/csv/temporary-folder.js';
import { densePropagation, randomInteractions } from '../../../learning/factorisation/interactions.js';
import { sampleColumns } from '../engine-fixture.js';

const settings = engineSettings({ layer: 'filter', seed: 1 });
const options = { settings, level: 'leaf' } as const;

/** Σ_j (-2.5 λ)^j / j!, j ≤ 4. */
function sharpening(value: number): number {
  let [term, sum] = [1, 1];
  for (let j = 1; j <= 4; j++) {
    term *= (-2.5 * value) / j;
    sum += term;
  }
  return sum;
}

describe('the response of a filter', () => {
  it('is the one of its paper', () => {
    for (const value of [0, 0.1, 0.5, 0.9, 1]) {
      expect(spectralResponse({ kind: 'power', order: 0 })(value)).to.equal(1);
      expect(spectralResponse({ kind: 'power', order: 2 })(value)).to.be.closeTo(value * value, 1e-12);
      const sharpened = sharpening(value) * (value + 0.2);
      expect(spectralResponse({ kind: 'sharpened', order: 4 })(value)).to.be.closeTo(sharpened, 1e-9);
    }
    const plateau = spectralResponse({ kind: 'plateau', order: 8 });
    expect(plateau(1)).to.be.greaterThan(0.9);
    expect(plateau(0)).to.be.within(-0.1, 0.1);
  });
});

describe('the layer "filter"', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let runtime: OnnxRuntime;
  let shop: ShopColumns;
  let model: TrainedModel;

  before(async () => {
    runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
    shop = await sampleColumns(folder());
    model = await trainShop(runtime, shop, options, { progress: noProgress });
  });
  after(() => runtime.close());

  it('embeds products so that their cosine is that of the filtered graph', async () => {
    const contents = randomInteractions(80, 24, 400, 3);
    const baskets = {
      contents,
      ageWeight: new Float64Array(80).fill(1),
      age: new Float64Array(80),
      dayShare: new Float64Array(80).fill(1),
      counted: new Uint8Array(80).fill(1),
      people: Int32Array.from({ length: 80 }, (_, basket) => basket),
      bought: new Uint8Array(contents.columns.length).fill(1),
    };
    const filter: SpectralFilter = { kind: 'power', order: 1, rank: 24 };
    const { embeddings, dimension } = await embedFiltered(
      runtime,
      { baskets, evidence: gatherEvidence(baskets, settings.evidence) },
      filter,
      { neighbours: 10, filter: { rank: 24, seed: 1 } },
      noProgress,
    );
    const ones = csrFromEdges({
      rows: 80,
      width: 24,
      sources: Int32Array.from({ length: contents.columns.length }, (_, e) =>
        contents.offsets.findLastIndex((at) => at <= e),
      ),
      targets: contents.columns,
    });
    const dense = densePropagation(ones);
    for (let x = 0; x < 24; x++) {
      for (let y = 0; y < 24; y++) {
        const scale = Math.sqrt(dense[x * 24 + x] * dense[y * 24 + y]);
        let cosine = 0;
        for (let f = 0; f < dimension; f++) cosine += embeddings[x * dimension + f] * embeddings[y * dimension + f];
        expect(cosine).to.be.closeTo(scale > 0 ? dense[x * 24 + y] / scale : 0, 2e-3);
      }
    }
  });

  it('chooses its filter on held-out questions and answers these well, the same with any number of threads', async () => {
    expect(model).not.to.have.property('network');
    expect(model.filter?.rank).to.be.within(1, 128);
    expect(model.validation?.ndcg).to.be.within(0.2, 1);
    const wider = await OnnxRuntime.open({ provider: 'cpu', threads: 2 });
    try {
      expect(await trainShop(wider, shop, options, { progress: noProgress })).to.deep.equal(model);
    } finally {
      await wider.close();
    }
  });

  it('gives each product with events a vector of length 1, and lists of other categories', async () => {
    const prepared = await prepareShop(runtime, shop, model, { progress: noProgress });
    const { embeddings, dimension, listed } = prepared;
    expect(dimension).to.equal(model.filter?.rank);
    for (const product of listed) {
      const row = embeddings.subarray(product * dimension, (product + 1) * dimension);
      expect(row.reduce((sum, value) => sum + value * value, 0)).to.be.closeTo(1, 1e-4);
    }
    const { categories } = shop.catalogue.products;
    const lists = await answerQueries(prepared, [{ product: 7 }, { product: 100 }], 10);
    lists.forEach(({ products }, q) => {
      expect(products).to.have.length(10);
      for (const y of products) expect(categories[y]).not.to.equal(categories[q === 0 ? 7 : 100]);
    });
  });

  it('does without baskets', async () => {
    const none = { ...shop.interactions, basket: new Int32Array(0), product: new Int32Array(0) };
    const empty: ShopColumns = {
      ...shop,
      interactions: { ...none, kind: new Uint8Array(0), time: new Float64Array(0) },
    };
    const without = await trainShop(runtime, empty, options, { progress: noProgress });
    expect(without.filter).to.deep.equal({ kind: 'power', order: 1, rank: 128 });
    const prepared = await prepareShop(runtime, empty, without, { progress: noProgress });
    expect(prepared.embeddings.every((value) => value === 0)).to.equal(true);
  });
});
