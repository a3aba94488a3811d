import { expect } from 'chai';
import { engineSettings } from '../../../../src/ranking/pipeline/index.js';
import { OnnxRuntime } from '../../../../src/learning/onnx/index.js';
import { MODEL_FORMAT } from '../../../../src/operations/jobs/stored-models.js';
import { chosenModel, modelVersion } from '../../../../src/operations/jobs/embed/chosen-model.js';
import { ModelStore } from '../../../../src/storage/models/index.js';
import { rejection, temporaryFolder } from '../../../shop/csv/temporary-folder.js';

describe('the model of a re-embedding', () => {
  const folder = temporaryFolder();
  const about = { alongside: '0', onnxruntime: '0', provider: 'cpu', node: '0' };
  const model = { settings: {}, level: 'leaf', ranking: {} };
  let store: ModelStore;
  before(() => {
    store = new ModelStore(folder());
  });

  it('is an untrained one while nothing was trained', async () => {
    expect(await chosenModel(store, { model: 'live' })).to.equal(undefined);
  });

  it('is the one in use, the one that is named, or none', async () => {
    const old = await store.save(about, { format: MODEL_FORMAT, watermark: 'a', model });
    const id = await store.save(about, { format: MODEL_FORMAT, watermark: 'b', model: { ...model, level: 1 } });
    await store.setLive(id);
    expect(await chosenModel(store, { model: 'live' })).to.deep.equal({ id, model: { ...model, level: 1 } });
    expect(await chosenModel(store, { model: old })).to.deep.equal({ id: old, model });
    expect(await chosenModel(store, { model: 'untrained' })).to.equal(undefined);
  });

  it('is refused where it is not there, or of another version', async () => {
    expect(await rejection(chosenModel(store, { model: '0123456789abcdef' }))).to.have.property(
      'code',
      'model-missing',
    );
    const odd = await store.save(about, { format: MODEL_FORMAT, watermark: 'c', model: { level: 'leaf' } });
    expect(await rejection(chosenModel(store, { model: odd }))).to.have.property('code', 'model-outdated');
  });

  it('that is untrained has a name that its settings give, and the layer that was asked for', async () => {
    const runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
    try {
      const version = (layer: 'gcn' | 'filter', seed: number): ReturnType<typeof modelVersion> =>
        modelVersion(runtime, engineSettings({ layer, seed }), undefined);
      expect(version('gcn', 1)).to.deep.equal(version('gcn', 1));
      expect(version('gcn', 1).layer).to.equal('gcn');
      expect(version('gcn', 2).id).to.not.equal(version('gcn', 1).id);
      expect(version('filter', 1).layer).to.equal('filter');
    } finally {
      await runtime.close();
    }
  });
});
