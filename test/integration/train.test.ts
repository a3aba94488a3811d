import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { answerQueries, prepareShop } from '../../src/ranking/pipeline/index.js';
import type { GraphConnection } from '../../src/storage/neo4j/index.js';
import { exportShop } from '../../src/operations/jobs/shop-from-graph.js';
import { storedModel } from '../../src/operations/jobs/stored-models.js';
import {
  clearQueues,
  JobQueue,
  type TrainJob,
  trainJobSchema,
  trainKind,
  type TrainResult,
} from '../../src/storage/queue/index.js';
import { trainFromGraph } from '../../src/operations/jobs/train/train-from-graph.js';
import {
  connectionEnvironment,
  noProgress,
  type ReportProgress,
  type ServerConnections,
} from '../../src/core/index.js';
import { ModelStore } from '../../src/storage/models/index.js';
import { OnnxRuntime } from '../../src/learning/onnx/index.js';
import { BatchRanker } from '../../src/serving/lists/index.js';
import { LiveSnapshot } from '../../src/storage/redis/index.js';
import { rejection, temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { embedHere, importShop, snapshotBytes, writeSmallShop } from './shop-fixture.js';

const child = fileURLToPath(new URL('worker-child.js', import.meta.url));
const job = (options: Partial<TrainJob> = {}): TrainJob =>
  trainJobSchema.parse({ provider: 'cpu', depth: 1, steps: 120, ...options });

describe('a training job', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  let servers: ServerConnections;
  let graph: GraphConnection;
  let redis: Redis;
  let models: ModelStore;
  let first: TrainResult;

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    ({ servers, graph, redis } = opened);
    await writeSmallShop(join(folder(), 'shop'));
    models = new ModelStore(join(folder(), 'models'));
  });
  after(async () => {
    await opened.close();
  });

  function trainHere(
    options: Partial<TrainJob> = {},
    store = models,
    progress: ReportProgress = noProgress,
  ): Promise<TrainResult> {
    return trainFromGraph({ graph, models: store, progress, env: process.env, now: () => new Date() }, job(options));
  }

  it('refuses a graph without products, and a model to go on with where there is none', async () => {
    expect(await rejection(trainHere())).to.have.property('code', 'graph-empty');
    await importShop(graph, join(folder(), 'shop'));
    for (const options of [{ warm: true }, { category: 'tents' }]) {
      const error = await rejection(trainHere(options));
      expect(error).to.have.property('code', 'no-model');
      expect(error.message).to.contain('alongside train');
    }
    expect(await models.live()).to.equal(undefined);
    expect(await rejection(trainHere({ timeZone: 'Mars/Olympus' }))).to.have.property('code', 'invalid-option');
  });

  it('puts a stored model into use, tells the loss on its way, and leaves no checkpoint behind', async () => {
    const notes: string[] = [];
    first = await trainHere({}, models, ({ step, note }) => {
      if (step === 'training' && note !== undefined) notes.push(note);
    });
    expect(first).to.include({ trained: true, products: 300, provider: 'cpu' });
    expect(first.validation?.ndcg).to.be.greaterThan(0.2);
    // A shop of the day by UTC's clock, and too small for exposure to be bounded.
    expect(first).to.deep.include({ timeZone: 'UTC', exposure: [] });
    expect(await models.live()).to.equal(first.model);
    expect(notes[0]).to.match(/^loss \d+\.\d+, at most \d+ s left$/);
    expect(await readdir(join(models.folder, 'checkpoints'))).to.deep.equal([]);
  });

  it('whose checkpoint is damaged is refused before it reads the shop, and begins anew without the file', async () => {
    const cut = new ModelStore(join(folder(), 'cut'));
    const stop = ({ step, done }: { step: string; done: number }): void => {
      if (step === 'training' && done >= 60) throw new Error('stopped');
    };
    expect(await rejection(trainHere({}, cut, stop))).to.have.property('message', 'stopped');
    const [name] = await readdir(join(cut.folder, 'checkpoints'));
    const path = join(cut.folder, 'checkpoints', name);
    await truncate(path, 1000);
    const steps: string[] = [];
    const refused = await rejection(trainHere({}, cut, ({ step }) => steps.push(step)));
    expect(refused).to.include({ code: 'checkpoint-invalid' }).with.property('message').that.contains(path);
    expect(steps).to.deep.equal([]);
    await rm(path);
    expect(await rejection(trainHere({}, cut, stop))).to.have.property('message', 'stopped');
  });

  it('with the same seed gives identical files', async () => {
    const again = new ModelStore(join(folder(), 'again'));
    expect(await trainHere({}, again)).to.include({ model: first.model });
    const names = (await readdir(join(models.folder, first.model))).sort();
    expect(names).to.include('manifest.json').and.include('model.network.trained.parameters.itemRows.bin');
    expect((await readdir(join(again.folder, first.model))).sort()).to.deep.equal(names);
    for (const name of names) {
      const bytes = await readFile(join(models.folder, first.model, name));
      expect((await readFile(join(again.folder, first.model, name))).equals(bytes), name).to.equal(true);
    }
    expect((await trainHere({ seed: 2 }, again)).model).not.to.equal(first.model);
  });

  it('is what the next embedding uses, unless it is told not to', async () => {
    const trained = await embedHere({ graph, redis, models });
    expect(trained).to.include({ changed: true, model: first.model });
    const { manifest } = await new LiveSnapshot(redis).current();
    expect(manifest).to.include({ id: trained.snapshot, dimension: 64 });
    expect(await embedHere({ graph, redis, models })).to.include({ changed: false, snapshot: trained.snapshot });
    const bytes = await snapshotBytes(redis);

    const untrained = await embedHere({ graph, redis, models }, { model: 'untrained' });
    expect(untrained.snapshot).not.to.equal(trained.snapshot);
    expect(untrained.model).not.to.equal(first.model);
    await embedHere({ graph, redis, models }, { model: first.model });
    expect(await snapshotBytes(redis)).to.deep.equal(bytes);
    const error = await rejection(embedHere({ graph, redis, models }, { model: '0123456789abcdef' }));
    expect(error).to.have.property('code', 'model-missing');
  });

  it('with a filter trains no network, and embeds by the filter whatever was embedded before', async () => {
    const store = new ModelStore(join(folder(), 'filter'));
    const filter = { layer: 'filter', depth: undefined, steps: undefined, timeZone: 'Asia/Tokyo' } as const;
    const chosen = await trainHere(filter, store);
    expect(chosen).to.include({ trained: false, timeZone: 'Asia/Tokyo' });
    expect(chosen.filter).to.have.keys('kind', 'order', 'rank');
    expect(await trainHere(filter, new ModelStore(join(folder(), 'filter again')))).to.include({ model: chosen.model });
    const embedded = await embedHere({ graph, redis, models: store });
    const { manifest } = await new LiveSnapshot(redis).current();
    expect(manifest.model).to.include({ id: chosen.model, layer: 'filter' });
    expect(manifest.dimension).to.equal(chosen.filter?.rank);
    const bytes = await snapshotBytes(redis);
    expect(await embedHere({ graph, redis, models: store })).to.include({ changed: false });
    await embedHere({ graph, redis, models: store }, { full: true });
    expect(await snapshotBytes(redis)).to.deep.equal(bytes);
    const untrained = await embedHere({ graph, redis, models: store }, { model: 'untrained', layer: 'filter' });
    expect(untrained.snapshot).not.to.equal(embedded.snapshot);
  });

  it('gives the lists in memory that the snapshot answers', async () => {
    await embedHere({ graph, redis, models }, { model: first.model });
    const shop = await exportShop(graph, noProgress);
    const model = await storedModel(models, first.model);
    const runtime = await OnnxRuntime.open({ provider: 'cpu' });
    try {
      const prepared = await prepareShop(runtime, shop, model, { progress: noProgress });
      const queries = [...shop.catalogue.products.ids.keys()].flatMap((product) => [
        { product, onlyNew: false },
        { product, onlyNew: true },
      ]);
      const { ids } = shop.catalogue.products;
      const asked = queries.map(({ product, onlyNew }, q) => ({
        queryId: String(q),
        productId: ids[product],
        onlyNew,
      }));
      const snapshot = await new LiveSnapshot(redis).current();
      // No list of its own reaches to the end of a list of 300: it is filled from all that it falls back on.
      for (const limit of [10, 300]) {
        const here = await answerQueries(prepared, queries, limit);
        const served = await (await BatchRanker.open(snapshot, limit)).answer(asked);
        served.forEach((items, q) => {
          expect(items).to.deep.equal(
            [...here[q].products].map((product, i) => ({ productId: ids[product], score: here[q].scores[i] })),
          );
        });
      }
    } finally {
      await runtime.close();
    }
  });

  it('reads what titles mean where it is told to, and so does the embedding', async () => {
    const store = new ModelStore(join(folder(), 'minilm'));
    const steps = new Set<string>();
    const { model } = await trainHere({ text: 'minilm', steps: 10 }, store, ({ step }) => steps.add(step));
    expect([...steps]).to.include('reading titles');
    const manifest = await readFile(join(store.folder, model, 'manifest.json'), 'utf8');
    expect(manifest).to.contain('attributeIds');
    const ids = await readFile(join(store.folder, model, 'model.network.trained.attributeIds.json'), 'utf8');
    expect(ids).to.contain('meaning:00/');
    expect(await embedHere({ graph, redis, models: store })).to.include({ changed: true, model });
  });

  it('goes on with the model in use, on one category where it is told to', async () => {
    const store = new ModelStore(join(folder(), 'warm'));
    await trainHere({}, store);
    const { shared } = await new LiveSnapshot(redis).current();
    const tuned = await trainHere({ category: shared.categories.ids[shared.categoryOf[0]], steps: 10 }, store);
    expect(tuned.model).not.to.equal(first.model);
    expect(await store.live()).to.equal(tuned.model);
    expect((await store.list()).map(({ id }) => id)).to.have.members([first.model, tuned.model]);
  });

  describe('in a worker', () => {
    const workers: ChildProcess[] = [];
    let queue: JobQueue<TrainJob, TrainResult>;

    before(async () => {
      await clearQueues(servers);
      queue = new JobQueue(trainKind, servers);
    });
    after(async () => {
      for (const worker of workers) worker.kill('SIGKILL');
      await queue.close();
    });

    async function startWorker(): Promise<ChildProcess> {
      const env = { ...process.env, ...connectionEnvironment(servers), ALONGSIDE_MODELS: join(folder(), 'killed') };
      const worker = fork(child, { env, execArgv: [] });
      workers.push(worker);
      await once(worker, 'message');
      return worker;
    }

    it('that is killed goes on from its checkpoint in the next worker, to the same model', async () => {
      const worker = await startWorker();
      const id = await queue.add(job());
      let struck = false;
      const finished = queue.follow(
        id,
        ({ step, done }) => {
          if (struck || step !== 'training' || done < 60) return;
          struck = true;
          worker.kill('SIGKILL');
        },
        new AbortController().signal,
      );
      if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit');
      await startWorker();
      const result = await finished;
      expect(struck).to.equal(true);
      expect(result.notes.join()).to.contain('goes on from step');
      expect(result.model).to.equal(first.model);
    });
  });
});
