import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { TitleEmbeddingFile, titleKey } from '../../../../src/learning/text/minilm/title-embedding-file.js';

const width = 8;
const vectorOf = (n: number): Int8Array => Int8Array.from({ length: width }, (_, i) => ((n * 31 + i * 7) % 255) - 127);
const entries = (from: number, to: number): Map<string, Int8Array> =>
  new Map(Array.from({ length: to - from }, (_, i) => [titleKey(`title ${from + i}`), vectorOf(from + i)]));

describe('title embedding file', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'titles-'));
    path = join(folder, 'titles.bin');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function write(from: number, to: number, model = 'm1'): Promise<void> {
    const file = await TitleEmbeddingFile.open(path, model, width);
    await file.append(entries(from, to));
    await file.close();
  }

  async function read(model = 'm1'): Promise<Map<string, Int8Array>> {
    const file = await TitleEmbeddingFile.open(path, model, width);
    const found = new Map<string, Int8Array>();
    await file.read((key, vector) => found.set(key, vector.slice()));
    await file.close();
    return found;
  }

  it('gives back what was appended, over several openings and more than a chunk', async () => {
    await write(0, 3);
    await write(3, 2500);
    expect(await read()).to.deep.equal(entries(0, 2500));
  });

  it('cuts off a half-written end and goes on behind what is whole', async () => {
    await write(0, 3);
    truncateSync(path, readFileSync(path).length - 5);
    expect(await read()).to.deep.equal(entries(0, 2));
    await write(2, 5);
    expect(await read()).to.deep.equal(entries(0, 5));
  });

  it('passes over a damaged record', async () => {
    await write(0, 3);
    const bytes = readFileSync(path);
    bytes[bytes.length - 10] ^= 1;
    writeFileSync(path, bytes);
    expect(await read()).to.deep.equal(entries(0, 2));
  });

  it('begins anew for another model, and where the file is none of its own', async () => {
    await write(0, 3);
    expect((await read('m2')).size).to.equal(0);
    await write(0, 2, 'm2');
    expect(await read('m2')).to.deep.equal(entries(0, 2));
    writeFileSync(path, 'something else that is quite a bit longer than the first line of such a file');
    expect((await read()).size).to.equal(0);
  });
});
