import { join } from 'node:path';
import { expect } from 'chai';
import { connectionEnvironment } from '../../src/core/index.js';
import { Keyring, KeyStore } from '../../src/serving/keys/index.js';
import { ModelStore } from '../../src/storage/models/index.js';
import { onlyJson, run, type Outcome } from '../e2e/command-line.js';
import { rejection, temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { openHomeOfBefore } from './home-of-before.js';
import { embedHere } from './shop-fixture.js';

const KEY = 'ak_b0f5855ca3c89817.Bz8XmEHUcrmgo9VYSe_3DeEz6xI8FGmPXJLtqjXOCJc';

describe('a home that version 0.1 left', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  let models: ModelStore;
  const command = (...args: string[]): Promise<Outcome> =>
    run(args, {
      ...process.env,
      ...connectionEnvironment(opened.servers),
      ALONGSIDE_MODELS: models.folder,
      ALONGSIDE_HOME: join(folder(), 'home'),
    });

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    models = new ModelStore(join(folder(), 'models'));
    await openHomeOfBefore(opened.servers, models.folder);
  });
  after(async () => {
    await opened.close();
  });

  it('opens with its graph, and says that its snapshot is to be made anew', async () => {
    const status = onlyJson(await command('status', '--json'));
    expect(status['graph']).to.deep.equal({ users: 24, products: 12, categories: 5, events: 144 });
    expect(JSON.stringify(status['live'])).to.match(/another version of Alongside.*embed --full/);
  });

  it('opens with its keys: a good one is good, and a revoked one revoked', async () => {
    const store = new KeyStore(opened.redis, () => new Date());
    expect((await store.list()).map(({ revokedAt }) => revokedAt !== null)).to.deep.equal([false, true]);
    const caller = await new Keyring(store, () => performance.now()).check(KEY);
    expect(caller).to.have.property('keyId', 'b0f5855ca3c89817');
  });

  it('opens with its rules', async () => {
    const shown = await command('rules', 'show', '--json');
    expect(shown.stdout).to.contain('"no-lamps"');
  });

  it('says that its model is to be trained anew, and answers from a new snapshot of the old graph', async () => {
    const error = await rejection(embedHere({ ...opened, models }));
    expect(error).to.have.property('code', 'model-outdated');
    expect(error.message).to.contain('alongside train');
    const made = await embedHere({ ...opened, models }, { model: 'untrained' });
    expect(made).to.include({ changed: true, products: 12, events: 144 });
    expect(made.writeBack).to.have.property('state', 'written');
    const lists = await command('recommend', 'tents-1', '--json');
    expect(lists.stdout).to.contain('mats-1').and.not.contain('lamps-');
  });
});
