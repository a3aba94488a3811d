import { expect } from 'chai';
import { embedJobSchema, parseEmbedJob } from '../../src/jobs/embed/embed-job.js';
import { engineSettings } from '../../src/engine/index.js';

describe('the payload of a re-embedding', () => {
  it('asks for what changed, with the shop-independent defaults', () => {
    expect(parseEmbedJob({})).to.deep.equal({
      full: false,
      layer: 'lightgcn',
      provider: 'auto',
      seed: 1,
      level: 'leaf',
    });
  });

  it('is refused with what is wrong in it', () => {
    for (const [odd, named] of [
      [{ layer: 'mlp' }, 'layer'],
      [{ seed: -1 }, 'seed'],
      [{ level: 'root' }, 'level'],
      [{ password: 'x' }, 'password'],
      ['text', 'object'],
    ] as const) {
      expect(() => parseEmbedJob(odd))
        .to.throw(new RegExp(named))
        .with.property('code', 'invalid-job');
    }
  });

  it('decides layer and seed of the settings, and nothing else', () => {
    const settings = engineSettings(embedJobSchema.parse({ seed: 7, layer: 'gcn' }));
    expect(settings.encoder).to.include({ layer: 'gcn', seed: 7 });
    expect(settings.features.seed).to.equal(7);
    const standard = engineSettings(embedJobSchema.parse({}));
    expect({ ...settings, encoder: 0, features: 0 }).to.deep.equal({ ...standard, encoder: 0, features: 0 });
  });
});
