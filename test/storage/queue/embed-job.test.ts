import { expect } from 'chai';
import { embedJobSchema, embedKind, parsePayload } from '../../../src/storage/queue/index.js';
import { engineSettings } from '../../../src/ranking/pipeline/index.js';

describe('the payload of a re-embedding', () => {
  it('asks for what changed, with the shop-independent defaults', () => {
    expect(parsePayload(embedKind, {})).to.deep.equal({
      full: false,
      sameEpoch: false,
      model: 'live',
      layer: 'lightgcn',
      provider: 'auto',
      seed: 1,
      writeBack: 10,
      private: false,
      minPeople: 5,
    });
  });

  it('is refused with what is wrong in it', () => {
    for (const [odd, named] of [
      [{ layer: 'mlp' }, 'layer'],
      [{ seed: -1 }, 'seed'],
      [{ level: 'root' }, 'level'],
      [{ model: '../x' }, 'model'],
      [{ password: 'x' }, 'password'],
      ['text', 'object'],
    ] as const) {
      expect(() => parsePayload(embedKind, odd))
        .to.throw(new RegExp(named))
        .with.property('code', 'invalid-job');
    }
  });

  it('decides layer and seed of the settings, and nothing else', () => {
    const settings = engineSettings(embedJobSchema.parse({ seed: 7, layer: 'gcn' }));
    expect(settings.encoder).to.include({ layer: 'gcn', seed: 7 });
    expect(settings.features.seed).to.equal(7);
    const standard = engineSettings(embedJobSchema.parse({}));
    const rest = { encoder: 0, features: 0, signals: 0 };
    expect({ ...settings, ...rest }).to.deep.equal({ ...standard, ...rest });
    const { filter, ...others } = engineSettings(embedJobSchema.parse({ layer: 'filter', seed: 7 }));
    expect(filter).to.deep.equal({ rank: 128, seed: 7 });
    expect(others).to.deep.equal(engineSettings(embedJobSchema.parse({ seed: 7 })));
  });
});
