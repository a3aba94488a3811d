import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { noProgress, type ProgressUpdate } from '../../src/core/index.js';
import { fetchMiniLm } from '../../src/operations/local-servers/index.js';
import { embedTitles } from '../../src/learning/text/index.js';
import { miniLmWidth, type MiniLmFiles } from '../../src/learning/text/minilm/minilm.js';
import { serversTimeout } from '../support/servers.js';

const titles = ['Two person dome tent', 'Lightweight camping shelter for 2', 'Organic tomato ketchup', 'Gas stove', ''];

describe('MiniLM', () => {
  let folder: string;
  let files: MiniLmFiles;

  before(async function () {
    this.timeout(serversTimeout);
    files = await fetchMiniLm(process.env, { progress: noProgress });
    folder = await mkdtemp(join(tmpdir(), 'minilm-'));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const embed = (
    of: readonly string[],
    name: string,
    progress: (update: ProgressUpdate) => void = noProgress,
  ): Promise<Float32Array> => embedTitles(of, { files, remembered: join(folder, name), progress });
  const cosine = (rows: Float32Array, a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < miniLmWidth; i++) sum += rows[a * miniLmWidth + i] * rows[b * miniLmWidth + i];
    return sum;
  };

  it('puts titles of one meaning nearer than others, though they share no word', async () => {
    const rows = await embed(titles, 'a');
    expect(cosine(rows, 0, 1)).to.be.greaterThan(0.5);
    expect(cosine(rows, 0, 1)).to.be.greaterThan(cosine(rows, 0, 3) + 0.2);
    expect(cosine(rows, 0, 3)).to.be.greaterThan(cosine(rows, 0, 2));
    expect(cosine(rows, 0, 0)).to.be.closeTo(1, 1e-5);
    expect(cosine(rows, 4, 4)).to.equal(0);
  });

  it('computes a title once, and remembers the same bits', async () => {
    const updates: ProgressUpdate[] = [];
    const first = await embed([...titles, titles[0]], 'b', (update) => updates.push(update));
    expect(updates.at(-1)).to.deep.equal({ step: 'reading titles', done: 5, total: 5, unit: 'titles' });
    const { size } = await stat(join(folder, 'b'));
    const again = await embed([titles[3], 'Folding chair', titles[0]], 'b', (update) => updates.push(update));
    expect(updates.at(-1)?.total).to.equal(1);
    expect((await stat(join(folder, 'b'))).size - size).to.equal(16 + miniLmWidth + 4);
    const row = (rows: Float32Array, r: number): Float32Array => rows.slice(r * miniLmWidth, (r + 1) * miniLmWidth);
    expect(row(again, 0)).to.deep.equal(row(first, 3));
    expect(row(again, 2)).to.deep.equal(row(first, 0));
    expect(row(first, 5)).to.deep.equal(row(first, 0));
    expect(row(await embed(['Folding chair'], 'c'), 0)).to.deep.equal(row(again, 1));
  });

  it('reads the beginning of a text that is longer than the model’s', async () => {
    const long = 'tent '.repeat(500);
    const rows = await embed([long, 'tent '.repeat(126)], 'd');
    expect(cosine(rows, 0, 1)).to.be.closeTo(1, 1e-5);
  });
});
