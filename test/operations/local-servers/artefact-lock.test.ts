import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { AlongsideError, UsageError } from '../../../src/core/index.js';
import {
  releaseLineOf,
  lockedNeo4jLines,
  readMiniLmLock,
  readNeo4jLock,
  readRedisLock,
} from '../../../src/operations/local-servers/artefact-lock.js';
import { artefactPath, artefactUrl } from '../../../src/operations/local-servers/artefact-url.js';

describe('artefact lock', () => {
  it('pins the long-term release by default, for Java 17 and 21', () => {
    const lock = readNeo4jLock();
    expect(releaseLineOf(lock.version)).to.equal('5.26');
    expect(lock.java).to.deep.equal([17, 21]);
  });

  it('finds a release by its line or by its full version', () => {
    for (const line of lockedNeo4jLines()) {
      const { version } = readNeo4jLock(line);
      expect(readNeo4jLock(version).version).to.equal(version);
    }
  });

  it('names each artefact once and holds the main class in one of them', () => {
    for (const line of lockedNeo4jLines()) {
      const coordinates = readNeo4jLock(line).artefacts.map(({ coordinate }) => coordinate);
      expect(new Set(coordinates).size).to.equal(coordinates.length);
      expect(coordinates.some((each) => each.startsWith('org.neo4j:neo4j:'))).to.equal(true);
    }
  });

  it('lists what is pinned when asked for another release', () => {
    expect(() => readNeo4jLock('4.4')).to.throw(UsageError, 'Neo4j 4.4 is not pinned here; choose 5.26 or 2026.08.');
  });

  it('refuses a lock file without digests', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lock-'));
    writeFileSync(
      join(folder, 'neo4j-5.26.1.json'),
      JSON.stringify({ version: '5.26.1', java: [17], mainClass: 'X', artefacts: [{ coordinate: 'a:b:1', size: 1 }] }),
    );
    expect(() => readNeo4jLock('5.26', folder)).to.throw(AlongsideError, 'is not a readable lock file');
    rmSync(folder, { recursive: true });
  });

  it('has a Redis for Linux and macOS on both architectures', () => {
    expect(readRedisLock().binaries).to.have.all.keys('linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64');
  });

  it('pins the text model and its tokenizer inside their jar', () => {
    const { artefact, model, tokenizer } = readMiniLmLock();
    expect(artefact.coordinate).to.match(/:1\.0\.0-beta1$/);
    expect(model.entry).to.match(/\.onnx$/);
    expect(tokenizer.entry).to.match(/tokenizer\.json$/);
  });

  it('places a coordinate as Maven does, on a mirror with or without a final slash', async () => {
    const artefact = { coordinate: 'io.netty:epoll:jar:linux-x86_64:4.1', sha256: '', size: 1 };
    const path = 'io/netty/epoll/4.1/epoll-4.1-linux-x86_64.jar';
    expect(await artefactUrl(artefact, 'http://mirror/maven')).to.equal(`http://mirror/maven/${path}`);
    expect(await artefactUrl(artefact, 'http://mirror/maven/')).to.equal(`http://mirror/maven/${path}`);
    expect(await artefactPath(artefact)).to.equal(`maven/${path}`);
  });
});
