import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { noProgress, type ProgressUpdate } from '../../../src/core/index.js';
import { ArtefactCache } from '../../../src/operations/local-servers/index.js';
import { artefactOf, breakAfter, corrupt, openMirror, whole, type Mirror } from './artefact-mirror.js';

const content = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 31) % 251));
const other = Buffer.from('a small one');
const jar = artefactOf('jar', content);
const small = artefactOf('small', other);

describe('artefact cache', () => {
  let folder: string;
  let mirror: Mirror;
  let cache: ArtefactCache;
  const options = { step: 'fetching', progress: noProgress };
  const placed = (): string => join(folder, 'maven/test/jar/1/jar-1.jar');

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cache-'));
    mirror = await openMirror({ jar: content, small: other });
    cache = new ArtefactCache(folder, mirror.url, { retryDelay: 1, stallTimeout: 300 });
  });

  afterEach(async () => {
    await mirror.close();
    rmSync(folder, { recursive: true });
  });

  it('fetches each artefact once and says how many bytes are done', async () => {
    const updates: ProgressUpdate[] = [];
    const paths = await cache.ensure([jar, small], { ...options, progress: (update) => updates.push(update) });
    expect(paths.map((path) => readFileSync(path))).to.deep.equal([content, other]);
    const total = content.byteLength + other.byteLength;
    expect(updates.at(-1)).to.deep.equal({ step: 'fetching', done: total, total, unit: 'bytes' });
    await cache.ensure([jar, small], options);
    expect(mirror.ranges).to.have.length(2);
  });

  it('fetches anew what has been damaged in the cache', async () => {
    mkdirSync(dirname(placed()), { recursive: true });
    writeFileSync(placed(), Buffer.alloc(content.byteLength));
    await cache.ensure([jar], options);
    expect(readFileSync(placed())).to.deep.equal(content);
  });

  it('goes on from a half-written part', async () => {
    mkdirSync(dirname(placed()), { recursive: true });
    writeFileSync(`${placed()}.part`, content.subarray(0, 150_000));
    await cache.ensure([jar], options);
    expect(mirror.ranges).to.deep.equal(['bytes=150000-']);
    expect(readFileSync(placed())).to.deep.equal(content);
    expect(readdirSync(dirname(placed()))).to.deep.equal(['jar-1.jar']);
  });

  it('begins again when a half-written part turns out false', async () => {
    mkdirSync(dirname(placed()), { recursive: true });
    writeFileSync(`${placed()}.part`, Buffer.alloc(150_000));
    await cache.ensure([jar], options);
    expect(mirror.ranges).to.deep.equal(['bytes=150000-', '']);
    expect(readFileSync(placed())).to.deep.equal(content);
  });

  it('throws away a part that is longer than the artefact', async () => {
    mkdirSync(dirname(placed()), { recursive: true });
    writeFileSync(`${placed()}.part`, Buffer.alloc(content.byteLength + 1));
    await cache.ensure([jar], options);
    expect(readFileSync(placed())).to.deep.equal(content);
  });

  it('accepts a mirror that knows no ranges', async () => {
    mkdirSync(dirname(placed()), { recursive: true });
    writeFileSync(`${placed()}.part`, content.subarray(0, 150_000));
    mirror.misbehave.push(whole);
    await cache.ensure([jar], options);
    expect(readFileSync(placed())).to.deep.equal(content);
  });

  it('goes on after a connection that broke and one that stalled', async () => {
    mirror.misbehave.push(breakAfter(60_000), () => undefined);
    await cache.ensure([jar], options);
    expect(mirror.ranges.length).to.equal(3);
    expect(mirror.ranges[2]).to.match(/^bytes=[1-9]/);
    expect(readFileSync(placed())).to.deep.equal(content);
  });

  it('never places a file of another digest, and says so', async () => {
    mirror.misbehave.push(corrupt, corrupt, corrupt, corrupt);
    const error = await cache.ensure([jar], options).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'artefact-checksum');
    expect(error).to.have.property('message').that.includes('ALONGSIDE_MAVEN_REPOSITORY');
    expect(existsSync(placed())).to.equal(false);
    expect(existsSync(`${placed()}.part`)).to.equal(false);
  });

  it('keeps what is complete when another artefact cannot be had', async () => {
    const gone = artefactOf('gone', Buffer.from('nowhere'));
    const error = await cache.ensure([small, gone], options).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'artefact-unreachable');
    expect(error).to.have.property('message').that.includes('HTTP status 404');
    await cache.ensure([small], options);
    expect(mirror.ranges.length).to.equal(5);
  });

  it('says what to do when the disk is full, and keeps what has arrived', async () => {
    const full = new ArtefactCache(folder, mirror.url, {
      openPart: async (path, flags) => {
        const file = await open(path, flags);
        const writev = (): Promise<never> => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
        return { writev, close: () => file.close() };
      },
    });
    const error = await full.ensure([jar], options).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'disk-full');
    expect(error)
      .to.have.property('message')
      .that.matches(/No space is left .* ALONGSIDE_CACHE/);
    expect(mirror.ranges).to.have.length(1);
    expect(existsSync(placed())).to.equal(false);
  });

  it('fetches nothing twice for two callers at once', async () => {
    const twin = new ArtefactCache(folder, mirror.url);
    await Promise.all([cache.ensure([jar], options), twin.ensure([jar], options)]);
    expect(mirror.ranges).to.have.length(1);
  });

  it('leaves when it is told to, and goes on at the next call', async () => {
    const abort = new AbortController();
    mirror.misbehave.push((_request, response) => {
      response.writeHead(200).write(content.subarray(0, 100_000));
      setTimeout(() => {
        abort.abort();
      }, 100);
    });
    const patient = new ArtefactCache(folder, mirror.url, { retryDelay: 1 });
    const error = await patient.ensure([jar], { ...options, signal: abort.signal }).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('name', 'AbortError');
    await cache.ensure([jar], options);
    expect(mirror.ranges[1]).to.match(/^bytes=[1-9]/);
    expect(readFileSync(placed())).to.deep.equal(content);
  });
});
