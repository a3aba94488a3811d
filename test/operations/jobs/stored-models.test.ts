import { expect } from 'chai';
import { AlongsideError } from '../../../src/core/index.js';
import { MODEL_FORMAT, storedModel } from '../../../src/operations/jobs/stored-models.js';
import { ModelStore } from '../../../src/storage/models/index.js';
import { rejection, temporaryFolder } from '../../shop/csv/temporary-folder.js';

describe('a stored model', () => {
  const folder = temporaryFolder();
  const content = { watermark: 'w', model: { settings: {}, level: 'leaf', ranking: {} } };

  it('is read where this version wrote it', async () => {
    const store = new ModelStore(folder());
    const id = await store.save({}, { format: MODEL_FORMAT, ...content });
    expect(await storedModel(store, id)).to.deep.equal(content.model);
  });

  for (const format of [{}, { format: MODEL_FORMAT - 1 }, { format: MODEL_FORMAT + 1 }]) {
    it(`is refused with what to do where another version wrote it: ${JSON.stringify(format)}`, async () => {
      const store = new ModelStore(folder());
      const error = await rejection(storedModel(store, await store.save({}, { ...format, ...content })));
      expect(error).to.be.instanceOf(AlongsideError).with.property('code', 'model-outdated');
      expect(error.message).to.contain('alongside train');
    });
  }
});
