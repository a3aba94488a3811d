import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { ModelStore } from '../../../src/storage/models/index.js';
import { packArrays, unpackArrays } from '../../../src/storage/models/packed-arrays.js';
import { rejection, temporaryFolder } from '../../shop/csv/temporary-folder.js';

const data = (seed: number): object => ({
  config: { layer: 'gcn', seed, halfLifeDays: Infinity, note: null },
  weights: Float32Array.of(1.5, -0, Number.NaN, seed),
  kernels: [Float32Array.of(1, 2), Float32Array.of(3)],
  offsets: Float64Array.of(0, 2 ** 40),
  ids: Array.from({ length: 60 }, (_, i) => `product-ü-${String(i)}`),
  few: ['a', 'b'],
});

describe('the model store', () => {
  const folder = temporaryFolder();
  let count = 0;
  const emptyStore = (): ModelStore => new ModelStore(join(folder(), `models-${String(count++)}`));

  it('gives back what was stored: numbers bit for bit, texts, settings that JSON cannot say', async () => {
    const store = emptyStore();
    const id = await store.save({ onnxruntime: '1' }, data(3));
    const stored = await store.load(id);
    expect(stored).to.deep.equal({ id, about: { onnxruntime: '1' }, data: data(3) });
    const { weights } = stored.data as { weights: Float32Array };
    expect(Object.is(weights[1], -0)).to.equal(true);
  });

  it('names equal data alike and writes the same files, whatever computed them', async () => {
    const [one, two] = [emptyStore(), emptyStore()];
    const id = await one.save({}, data(1));
    expect(await two.save({}, data(1))).to.equal(id);
    expect(await files(join(one.folder, id))).to.deep.equal(await files(join(two.folder, id)));
    expect(await one.save({ machine: 'another' }, data(1))).to.equal(id);
    expect(await one.save({}, data(2))).not.to.equal(id);
  });

  it('writes numbers little-endian and nothing else', async () => {
    const store = emptyStore();
    const id = await store.save({}, { offsets: Float64Array.of(1), counts: Int32Array.of(258) });
    expect([...(await readFile(join(store.folder, id, 'counts.bin')))]).to.deep.equal([2, 1, 0, 0]);
    expect((await readFile(join(store.folder, id, 'offsets.bin'))).readDoubleLE(0)).to.equal(1);
  });

  it('refuses a model with a changed, cut or missing file, and mends it when it is stored again', async () => {
    const store = emptyStore();
    const id = await store.save({}, data(1));
    const weights = join(store.folder, id, 'weights.bin');
    for (const damage of [
      () => appendFile(weights, 'x'),
      () => writeFile(weights, Buffer.alloc(16)),
      () => rm(weights),
      () => writeFile(join(store.folder, id, 'ids.json'), '[]'),
      () => writeFile(join(store.folder, id, 'manifest.json'), '{"format":2}'),
      // Sound in itself, and not what the name is a hash of.
      async () => {
        const path = join(store.folder, id, 'manifest.json');
        await writeFile(path, (await readFile(path, 'utf8')).replace('"gcn"', '"gcm"'));
      },
    ]) {
      await damage();
      const [summary] = await store.list();
      expect(summary.id, 'is listed').to.equal(id);
      expect(await rejection(store.load(id))).to.have.property('code', 'model-corrupt');
      expect(await store.save({}, data(1))).to.equal(id);
      expect((await store.load(id)).data).to.deep.equal(data(1));
    }
    await writeFile(join(store.folder, id, 'manifest.json'), '{');
    expect(await store.list()).to.have.nested.property('[0].damaged', true);
    expect(await rejection(store.setLive(id))).to.have.property('code', 'model-corrupt');
    await store.save({}, data(1));
    expect(await store.list()).to.have.nested.property('[0].damaged', false);
    for (const unknown of ['0'.repeat(16), '../../etc']) {
      const error = await rejection(store.load(unknown));
      expect(error).to.have.property('code', 'model-missing');
    }
  });

  it('leaves no model behind where it could not be written whole', async () => {
    const store = emptyStore();
    expect(await rejection(store.save({}, { date: new Date(0) }))).to.have.property('code', 'model-not-plain');
    expect(await store.list()).to.deep.equal([]);
    const id = await store.save({}, data(1));
    await rm(join(store.folder, id), { recursive: true });
    // What a process leaves that is killed while it writes.
    await mkdir(join(store.folder, `${id}.partial`));
    expect(await store.list()).to.deep.equal([]);
    expect(await store.save({}, data(1))).to.equal(id);
    expect((await store.list()).map((each) => each.id)).to.deep.equal([id]);
  });

  it('points at the model in use, and only at one that is there', async () => {
    const store = emptyStore();
    expect(await store.live()).to.equal(undefined);
    const first = await store.save({}, data(1));
    await store.setLive(first);
    expect(await store.live()).to.equal(first);
    expect(await rejection(store.setLive('f'.repeat(16)))).to.have.property('code', 'model-missing');
    expect(await store.live()).to.equal(first);
    await writeFile(join(store.folder, 'live'), 'nonsense');
    expect(await rejection(store.live())).to.have.property('code', 'model-corrupt');
  });

  it('keeps the newest models and the one in use', async () => {
    const store = emptyStore();
    const ids: string[] = [];
    for (let seed = 0; seed < 5; seed++) {
      const id = await store.save({}, data(seed));
      const at = new Date(1e12 + seed * 1000);
      await utimes(join(store.folder, id, 'manifest.json'), at, at);
      ids.push(id);
    }
    await store.setLive(ids[0]);
    expect((await store.list()).map(({ id }) => id)).to.deep.equal([...ids].reverse());
    expect((await store.prune(2)).sort()).to.deep.equal([ids[1], ids[2]].sort());
    expect((await store.list()).map(({ id, live }) => [id, live])).to.deep.equal([
      [ids[4], false],
      [ids[3], false],
      [ids[0], true],
    ]);
    await store.clear();
    expect(await store.list()).to.deep.equal([]);
  });

  it('keeps what a training failed on beside the models', async () => {
    const store = emptyStore();
    const path = await store.keepFailure('job-1', { step: 3, queries: ['a'] });
    expect(path.startsWith(store.folder)).to.equal(true);
    expect(JSON.parse(await readFile(path, 'utf8'))).to.deep.equal({ step: 3, queries: ['a'] });
    expect(await store.list()).to.deep.equal([]);
  });

  it('keeps one checkpoint a key, and refuses a damaged one by its name', async () => {
    const { checkpoints, folder: models } = emptyStore();
    const [one, two] = [checkpoints.of('job-1'), checkpoints.of('job-2')];
    expect(await one.read()).to.equal(undefined);
    await one.write(Uint8Array.of(1));
    await two.write(Uint8Array.of(9));
    await one.write(Uint8Array.of(1, 2));
    expect([...((await checkpoints.of('job-1').read()) ?? [])]).to.deep.equal([1, 2]);
    expect((await readdir(join(models, 'checkpoints'))).sort()).to.deep.equal(['job-1', 'job-2']);
    const path = join(models, 'checkpoints', 'job-1');
    const sound = await readFile(path);
    for (const bytes of [Buffer.concat([sound, Buffer.from('x')]), sound.subarray(0, -1), Buffer.alloc(0)]) {
      await writeFile(path, bytes);
      const error = await rejection(one.read());
      expect(error).to.include({ code: 'checkpoint-invalid' }).with.property('message').that.includes(`${path}, `);
      expect(await readFile(path), 'nothing is lost').to.deep.equal(bytes);
    }
    await one.remove();
    await one.remove();
    expect(await one.read()).to.equal(undefined);
    expect(await readdir(join(models, 'checkpoints'))).to.deep.equal(['job-2']);
    expect(() => checkpoints.of('../job'))
      .to.throw()
      .with.property('code', 'checkpoint-key-invalid');
  });
});

describe('plain data without its arrays', () => {
  it('comes back the same', () => {
    const text = fc.string({ unit: 'binary' });
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, false, Infinity, -Infinity),
        fc.double({ noNaN: true }).map((number) => number + 0),
        text,
        fc.array(text, { minLength: 50, maxLength: 60 }),
        fc.float32Array(),
        fc.int32Array(),
        fc.uint8Array(),
        fc.array(tie('node')),
        fc.dictionary(
          fc.stringMatching(/^[A-Za-z0-9_-]+$/).filter((key) => key !== '__proto__'),
          tie('node'),
          { noNullPrototype: true },
        ),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (value) => {
        const { json, columns } = packArrays({ value });
        const through = JSON.parse(JSON.stringify(json)) as unknown;
        expect(unpackArrays({ json: through, columns })).to.deep.equal({ value });
      }),
    );
  });
});

/** Hash of each file of a folder, by name. */
async function files(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const hashes = names.map(async (name) => [
    name,
    createHash('sha256')
      .update(await readFile(join(folder, name)))
      .digest('hex'),
  ]);
  return Object.fromEntries(await Promise.all(hashes)) as Record<string, string>;
}
