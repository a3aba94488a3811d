import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Neo4jLock } from '../../../src/operations/local-servers/artefact-lock.js';
import { findJava, noJava, releaseOf } from '../../../src/operations/local-servers/java.js';

const lts: Neo4jLock = { version: '5.26.30', java: [17, 21], mainClass: 'X', artefacts: [] };
const newest: Neo4jLock = { version: '2026.08.1', java: [25], mainClass: 'X', artefacts: [] };

describe('java', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'java-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** A Java home with a `release` file, or with a program that answers `-version`. */
  function javaHome(name: string, version: string, withReleaseFile = true): string {
    const home = join(folder, name);
    mkdirSync(join(home, 'bin'), { recursive: true });
    const program = join(home, 'bin', 'java');
    writeFileSync(program, `#!/bin/sh\necho 'openjdk version "${version}" 2026-01-01' >&2\n`);
    chmodSync(program, 0o755);
    if (withReleaseFile) writeFileSync(join(home, 'release'), `IMPLEMENTOR="X"\nJAVA_VERSION="${version}"\n`);
    return home;
  }

  it('reads the feature release of old, new and early versions', () => {
    const pattern = /"(.+)"/;
    expect(
      ['"17.0.15"', '"1.8.0_402"', '"25-ea"', '"21"', 'none'].map((text) => releaseOf(text, pattern)),
    ).to.deep.equal([17, 8, 25, 21, undefined]);
  });

  it('prefers JAVA_HOME when it fits', async () => {
    const home = javaHome('jdk-21', '21.0.4');
    expect(await findJava(lts, { JAVA_HOME: home, PATH: '' }, [])).to.deep.equal({
      path: join(home, 'bin', 'java'),
      release: 21,
    });
  });

  it('passes over a JAVA_HOME that does not fit', async () => {
    const path = javaHome('jdk-17', '17.0.1');
    const java = await findJava(lts, { JAVA_HOME: javaHome('jdk-11', '11.0.2'), PATH: join(path, 'bin') }, []);
    expect(java).to.deep.equal({ path: join(path, 'bin', 'java'), release: 17 });
  });

  it('asks a java without a release file', async () => {
    const home = javaHome('odd', '17.0.9', false);
    expect(await findJava(lts, { ALONGSIDE_JAVA_HOME: home }, [])).to.have.property('release', 17);
  });

  it('takes ALONGSIDE_JAVA_HOME at its word and says what is wrong with it', async () => {
    const home = javaHome('jdk-25', '25.0.3');
    const error = (await findJava(lts, { ALONGSIDE_JAVA_HOME: home, JAVA_HOME: javaHome('jdk-17', '17.0.1') }, [
      newest,
    ]).catch((thrown: unknown) => thrown)) as Error;
    expect(error).to.have.property('code', 'java-unsuitable');
    expect(error.message).to.equal(
      `Neo4j 5.26 needs Java 17 or 21, but ALONGSIDE_JAVA_HOME (${home}) has Java 25. Point it at another Java or unset it, or run "alongside up --neo4j 2026.08", which uses the Java that is here.`,
    );
  });

  it('says what to install where there is none', () => {
    const error = noJava(lts, [], undefined, [newest]);
    expect(error.code).to.equal('java-missing');
    expect(error.message).to.match(/^Neo4j 5\.26 needs Java 17 or 21, and this machine has none\. Install Java 21 /);
    expect(error.message).to.not.contain('--neo4j');
  });

  it('names the flag when only a Java for another Neo4j is here', () => {
    const error = noJava(lts, [{ path: '/j', release: 25 }], undefined, [newest]);
    expect(error.code).to.equal('java-unsuitable');
    expect(error.message).to.match(/only Java 25\. .*"alongside up --neo4j 2026\.08"/);
  });
});
