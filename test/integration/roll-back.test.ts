import { join } from 'node:path';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { connectionEnvironment, noProgress } from '../../src/core/index.js';
import { trainFromGraph } from '../../src/operations/jobs/train/train-from-graph.js';
import { listVersions, rollBack, type Versions } from '../../src/serving/lists/index.js';
import type { GraphConnection } from '../../src/storage/neo4j/index.js';
import { ModelStore } from '../../src/storage/models/index.js';
import { trainJobSchema } from '../../src/storage/queue/index.js';
import { LiveSnapshot, mostSnapshotBytes, openSnapshot, readPointers } from '../../src/storage/redis/index.js';
import { onlyJson, run } from '../e2e/command-line.js';
import { rejection, temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { embedHere, importShop, writeSmallShop } from './shop-fixture.js';

describe('a roll-back', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  let graph: GraphConnection;
  let redis: Redis;
  let models: ModelStore;
  let env: NodeJS.ProcessEnv;
  let untrained: string;
  const made: { model: string; snapshot: string }[] = [];

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    ({ graph, redis } = opened);
    models = new ModelStore(join(folder(), 'models'));
    env = {
      ...process.env,
      ...connectionEnvironment(opened.servers),
      ALONGSIDE_MODELS: models.folder,
      ALONGSIDE_HOME: join(folder(), 'home'),
    };
    await writeSmallShop(join(folder(), 'shop'));
    await importShop(graph, join(folder(), 'shop'));
    ({ snapshot: untrained } = await embedHere({ graph, redis, models }));
    for (const seed of [1, 2]) {
      const job = trainJobSchema.parse({ provider: 'cpu', layer: 'filter', balance: seed / 10 });
      const parts = { graph, models, progress: noProgress, env: process.env, now: () => new Date() };
      const { model } = await trainFromGraph(parts, job);
      const { snapshot } = await embedHere({ graph, redis, models }, { full: true });
      made.push({ model, snapshot });
    }
  });
  after(async () => {
    await opened.close();
  });

  const marked = ({ snapshots, models: stored }: Versions): (string | undefined)[] => [
    snapshots.find(({ live }) => live)?.id,
    stored.find(({ live }) => live)?.id,
  ];

  it('chooses among snapshots that tell what their lists show', async () => {
    const { snapshots } = await listVersions(redis, models);
    expect(snapshots.map(({ id }) => id)).to.include.members(made.map(({ snapshot }) => snapshot));
    expect(made.map(({ snapshot }) => snapshots.find(({ id }) => id === snapshot)?.balance)).to.deep.equal([0.1, 0.2]);
    for (const { id, bytes } of snapshots) {
      const { manifest } = await openSnapshot(redis, id);
      const { entries, explained, candidatesPerList: candidates, products, dimension } = manifest;
      const bound = mostSnapshotBytes({
        products,
        users: entries['histories'],
        candidates,
        explained: explained.most,
        signals: explained.signals.length,
        coldCandidates: entries['coldProducts'] === 0 ? 0 : 100,
        dimension,
        texts: 50 * products,
      });
      const taken = Object.values(bytes).reduce((sum, part) => sum + part, 0);
      expect(bound, id).to.be.within(taken, 4 * taken);
    }
    for (const { exposure } of snapshots) {
      expect(exposure?.lists).to.be.greaterThan(0);
      expect(exposure?.maxExposure).to.be.within(exposure?.maxFirst ?? 1, 1);
      expect([exposure?.mostShown, exposure?.mostFirst]).to.satisfy((ids: unknown[]) =>
        ids.every((id) => typeof id === 'string'),
      );
    }
  });

  it('by the command answers the earlier lists, in the API and in the graph, and says which model is in use', async () => {
    const [first, second] = made;
    expect(marked(await listVersions(redis, models))).to.deep.equal([second.snapshot, second.model]);
    const outcome = await run(['rollback', '--json'], env);
    expect(onlyJson(outcome)).to.deep.include({
      snapshot: first.snapshot,
      before: second.snapshot,
      model: first.model,
      modelInUse: true,
    });
    expect((await new LiveSnapshot(redis).current()).manifest.id).to.equal(first.snapshot);
    expect(await redis.ttl(`alongside:{${first.snapshot}}:manifest`)).to.equal(-1);
    expect(await redis.ttl(`alongside:{${second.snapshot}}:manifest`)).to.equal(-1);
    expect(await redis.ttl(`alongside:{${untrained}}:manifest`)).to.be.within(1, 900);
    expect(await readPointers(redis)).to.include({ live: first.snapshot, previous: second.snapshot });
    expect(marked(await listVersions(redis, models))).to.deep.equal([first.snapshot, first.model]);
    const rows = await graph.read('read/kept-snapshots');
    expect(rows[0].kept).to.deep.equal([first.snapshot, second.snapshot]);
  });

  it('is what the next plain embedding keeps, and says', async () => {
    const [first, second] = made;
    const kept = await embedHere({ graph, redis, models });
    expect(kept).to.include({ changed: false, snapshot: first.snapshot, model: first.model });
    expect(kept.notes.join()).to.contain(`Model ${first.model} is in use`).and.contain(`${second.model} is newer`);
  });

  it('to a snapshot by its name goes forward again', async () => {
    const [first, second] = made;
    const parts = { redis, models, graceSeconds: 900 };
    expect(await rollBack(parts, second.snapshot)).to.include({ before: first.snapshot, modelInUse: true });
    expect(marked(await listVersions(redis, models))).to.deep.equal([second.snapshot, second.model]);
  });

  it('to lists of no trained model does without one until the next training', async () => {
    expect(await rollBack({ redis, models, graceSeconds: 900 }, untrained)).to.include({ modelInUse: true });
    const kept = await embedHere({ graph, redis, models });
    expect(kept).to.include({ changed: false, snapshot: untrained });
    expect(kept.notes.join()).to.contain('untrained model is in use');
  });

  it('to what is not there moves nothing and says what to do', async () => {
    const before = marked(await listVersions(redis, models));
    for (const to of [undefined, '0123456789abcdef']) {
      const error = await rejection(rollBack({ redis, models, graceSeconds: 900 }, to));
      expect(error).to.have.property('code', 'snapshot-missing');
      expect(error.message).to.contain('models use');
    }
    expect(marked(await listVersions(redis, models))).to.deep.equal(before);
  });

  it('is not undone by an embedding with the model before that was under way', async () => {
    const [first, second] = made;
    await models.setLive(second.model);
    let moved = false;
    const error = await rejection(
      embedHere({ graph, redis, models }, { full: true }, ({ step }) => {
        if (step !== 'writing lists' || moved) return;
        moved = true;
        void models.setLive(first.model);
      }),
    );
    expect(error).to.have.property('code', 'model-changed');
    expect((await new LiveSnapshot(redis).current()).manifest.id).to.equal(untrained);
  });

  it('of the model alone is what "models use" does', async () => {
    const [first, second] = made;
    expect(onlyJson(await run(['models', 'use', second.model, '--json'], env))).to.deep.equal({ model: second.model });
    const once = await embedHere({ graph, redis, models }, { model: first.model });
    expect(once.notes.join()).to.contain('for this once').and.contain(`alongside models use ${first.model}`);
    expect(await embedHere({ graph, redis, models })).to.include({ model: second.model, snapshot: second.snapshot });
    const outcome = await run(['models', 'use', '0123456789abcdef'], env);
    expect(outcome.code).to.equal(1);
    expect(outcome.stderr).to.contain('There is no model');
  });
});
