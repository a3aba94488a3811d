import { expect } from 'chai';
import { AlongsideError } from '../../../../src/core/index.js';
import {
  encodeNetwork,
  trainNetwork,
  type CheckpointStore,
  type DivergedBatch,
  type TrainedNetwork,
  type TrainingConfig,
} from '../../../../src/learning/training/index.js';
import { OnnxRuntime } from '../../../../src/learning/onnx/index.js';
import type { TrainingHooks } from '../../../../src/learning/training/network/training-hooks.js';
import { namedParameters } from '../../../../src/learning/training/index.js';
import { randomShop, smallConfig } from './training-shop.js';

describe('trainNetwork', () => {
  let runtime: OnnxRuntime;
  const data = randomShop(300, 6, 900, 3, 'lightgcn');
  const train = (changes: Partial<TrainingConfig> = {}, hooks: TrainingHooks = {}): Promise<TrainedNetwork> =>
    trainNetwork(runtime, data, { ...smallConfig, ...changes }, hooks);

  before(async () => {
    runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
  });
  after(() => runtime.close());

  it('lowers the loss', async () => {
    const losses: number[] = [];
    await train({ steps: 60, dropout: 0 }, { progress: ({ loss }) => losses.push(loss) });
    const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
    expect(mean(losses.slice(-10))).to.be.below(mean(losses.slice(0, 10)) - 0.2);
  });

  for (const layer of ['lightgcn', 'gcn', 'attention'] as const) {
    it(`gives the same bytes again, and on two threads: ${layer}`, async () => {
      // Large enough that ONNX Runtime shares the matrix products among threads.
      const shop = randomShop(4007, 6, 9000, 3, layer);
      const config = { ...smallConfig, layer, dimension: 32, batchSize: 101, steps: 3 };
      const first = bytesOf(await trainNetwork(runtime, shop, config));
      expect(bytesOf(await trainNetwork(runtime, shop, config)).equals(first)).to.be.true;
      const two = await OnnxRuntime.open({ provider: 'cpu', threads: 2 });
      expect(bytesOf(await trainNetwork(two, shop, config)).equals(first)).to.be.true;
      await two.close();
    });

    it(`gives in a loop inside the graph what single steps give: ${layer}`, async () => {
      const shop = randomShop(300, 6, 900, 3, layer);
      const config = { ...smallConfig, layer, steps: 7 };
      const single = bytesOf(await trainNetwork(runtime, shop, config));
      const looped = await trainNetwork(runtime, shop, config, { stepsPerRun: 3 });
      expect(bytesOf(looped).equals(single)).to.be.true;
    });
  }

  it('gives another network for another seed', async () => {
    const one = bytesOf(await train({ steps: 2 }));
    expect(bytesOf(await train({ steps: 2, seed: 2 })).equals(one)).to.be.false;
  });

  it('samples candidates where there are too many, with the same result again', async () => {
    const one = bytesOf(await train({ candidates: 100 }));
    expect(bytesOf(await train({ candidates: 100 })).equals(one)).to.be.true;
    expect(bytesOf(await train()).equals(one)).to.be.false;
  });

  describe('with a checkpoint', () => {
    it('ends with the same bytes when it was stopped and resumed', async () => {
      const validated: number[] = [];
      const config = { steps: 23, validateEvery: 5, patience: 9 };
      const hooks = { validate: (_: Float32Array, step: number): number => -Math.abs(step - 15) };
      const undisturbed = bytesOf(await train(config, hooks));
      for (const stopAt of [3, 8, 17]) {
        const store = memoryStore();
        const stopping = new AbortController();
        const stopped = await failureOf(
          train(config, {
            ...hooks,
            signal: stopping.signal,
            checkpoints: { store, every: 4 },
            progress: ({ step }) => {
              if (step === stopAt) stopping.abort(new Error('stopped'));
            },
          }),
        );
        expect(stopped).to.have.property('message', 'stopped');
        const resumed = await train(config, {
          checkpoints: { store, every: 4 },
          validate: (embeddings, step) => {
            validated.push(step);
            return hooks.validate(embeddings, step);
          },
        });
        expect(bytesOf(resumed).equals(undisturbed), `stopped at ${stopAt}`).to.be.true;
      }
      expect(validated).to.deep.equal([5, 10, 15, 20, 23, 10, 15, 20, 23, 20, 23]);
    });

    it('loses no more than the steps since the last checkpoint when it was killed', async () => {
      const store = memoryStore();
      const steps: number[] = [];
      const killed = train(
        { steps: 20 },
        {
          checkpoints: { store, every: 6 },
          progress: ({ step }) => {
            if (step === 16) throw new Error('killed');
          },
        },
      );
      await failureOf(killed);
      const resumed = await train(
        { steps: 20 },
        {
          checkpoints: { store, every: 6 },
          progress: ({ step }) => steps.push(step),
        },
      );
      expect(steps[0]).to.equal(13);
      expect(bytesOf(resumed).equals(bytesOf(await train({ steps: 20 })))).to.be.true;
    });

    it('starts anew, and says so, where the checkpoint is of another training', async () => {
      const store = memoryStore();
      await train({ steps: 8 }, { checkpoints: { store, every: 4 } });
      const notes: string[] = [];
      const hooks = { checkpoints: { store, every: 4 }, note: (line: string) => notes.push(line) };
      const other = await train({ steps: 8, learningRate: 0.001 }, hooks);
      expect(notes.join()).to.contain('from the start');
      expect(bytesOf(other).equals(bytesOf(await train({ steps: 8, learningRate: 0.001 })))).to.be.true;
    });

    it('refuses a damaged checkpoint', async () => {
      const store = memoryStore();
      await train({ steps: 8 }, { checkpoints: { store, every: 4 } });
      const whole = (await store.read())!;
      await store.write(whole.subarray(0, whole.length - 4));
      const failure = await failureOf(train({ steps: 8 }, { checkpoints: { store, every: 4 } }));
      expect(failure).to.have.property('code', 'checkpoint-invalid');
    });
  });

  it('stops early and keeps the best parameters', async () => {
    const validated: number[] = [];
    const values = [1, 3, 2, 2.5, 9, 9, 9];
    const best = await train(
      { steps: 70, validateEvery: 10, patience: 2 },
      {
        validate: (_, step) => {
          validated.push(step);
          return values[validated.length - 1];
        },
      },
    );
    expect(validated).to.deep.equal([10, 20, 30, 40]);
    expect(bytesOf(best).equals(bytesOf(await train({ steps: 20 })))).to.be.true;
  });

  it('stops where numbers are no longer finite, and hands over the batch', async () => {
    const kept: DivergedBatch[] = [];
    const failure = await failureOf(
      train({ learningRate: 1e38, rowNormalisation: 0 }, { keepBatch: (batch) => void kept.push(batch) }),
    );
    expect(failure).to.be.instanceOf(AlongsideError).with.property('code', 'training-diverged');
    expect(kept).to.have.length(1);
    expect(kept[0].queries).to.have.length(16);
    expect(data.productIds).to.include.members([...kept[0].queries]);
  });

  it('tells loss and time left', async () => {
    let now = 0;
    const told: (number | undefined)[] = [];
    await train({ steps: 4 }, { clock: () => (now += 500), progress: ({ secondsLeft }) => told.push(secondsLeft) });
    expect(told).to.have.length(4);
    expect(told.at(-1)).to.equal(0);
    expect(told[0]).to.equal(1.5);
  });

  it('starts from an earlier network by id', async () => {
    const earlier = await train({ steps: 40 });
    const same = await train({ steps: 0 }, { earlier });
    expect(bytesOf(same).equals(bytesOf(earlier))).to.be.true;
    const renamed = { ...data, productIds: data.productIds.map((id, p) => (p === 5 ? 'another' : id)) };
    const other = await trainNetwork(runtime, renamed, { ...smallConfig, steps: 0 }, { earlier });
    const row = (network: TrainedNetwork, p: number): number[] =>
      Array.from(network.parameters.itemRows.subarray(p * 8, (p + 1) * 8));
    expect(row(other, 4)).to.deep.equal(row(earlier, 4));
    expect(row(other, 5)).not.to.deep.equal(row(earlier, 5));
  });

  it('asks only about the products of a subtree when fine-tuned', async () => {
    const queries = data.categoryOf.map((category) => (category === 2 ? 1 : 0));
    const asked = new Set<string>();
    const failure = await failureOf(
      trainNetwork(
        runtime,
        { ...data, queries: Uint8Array.from(queries) },
        { ...smallConfig, learningRate: 1e38, rowNormalisation: 0 },
        {
          keepBatch: ({ queries: ids }) => {
            for (const id of ids) asked.add(id);
          },
        },
      ),
    );
    expect(failure).to.have.property('code', 'training-diverged');
    for (const id of asked) expect(queries[data.productIds.indexOf(id)]).to.equal(1);
  });

  it('embeds products and attributes that it was not trained on', async () => {
    const network = await train({ steps: 40 });
    const { attributes, graph } = data;
    const last = data.productIds.length - 1;
    // The last product has no events: its place comes from its attributes alone.
    const embeddings = await encodeNetwork(runtime, network, {
      productIds: data.productIds.map((id, p) => (p === last ? 'arrived-today' : id)),
      attributes: { ...attributes, ids: attributes.ids.map((id) => (id === 'brand:4' ? 'brand:unknown' : id)) },
      graph,
    });
    const row = Array.from(embeddings.subarray(last * 8));
    expect(Math.hypot(...row)).to.be.closeTo(1, 1e-5);
    const known = await encodeNetwork(runtime, network, data);
    expect(Array.from(known.subarray(last * 8))).to.deep.equal(row);
  });

  it('refuses a configuration or data that do not fit', async () => {
    expect(await failureOf(train({ dimension: 3 }))).to.have.property('code', 'training-config-invalid');
    const cut = { ...data, eligible: data.eligible.slice(1) };
    expect(await failureOf(trainNetwork(runtime, cut, smallConfig))).to.have.property('code', 'training-data-mismatch');
  });

  it('leaves a shop without cross-category evidence untrained, and says so', async () => {
    const notes: string[] = [];
    const oneLine = { ...data, categoryGroups: data.categoryGroups.map(() => 0) };
    await trainNetwork(runtime, oneLine, smallConfig, { note: (line) => notes.push(line) });
    expect(notes.join()).to.contain('nothing to train on');
  });
});

function bytesOf({ parameters }: TrainedNetwork): Buffer {
  return Buffer.concat(
    Object.values(namedParameters(parameters)).map((array) =>
      Buffer.from(array.buffer, array.byteOffset, array.byteLength),
    ),
  );
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (failure) {
    return failure;
  }
  throw new Error('It did not fail.');
}

function memoryStore(): CheckpointStore {
  let kept: Uint8Array | undefined;
  return {
    read: () => Promise.resolve(kept),
    write: (bytes) => {
      kept = Uint8Array.from(bytes);
      return Promise.resolve();
    },
  };
}
