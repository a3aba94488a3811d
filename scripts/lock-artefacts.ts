/**
 * Writes `src/operations/local-servers/artefacts/neo4j-VERSION.json`: the class path of a Neo4j Community release, pinned by SHA-256.
 *
 *   node dist/scripts/lock-artefacts.js 5.26.30 --java 17,21 --main org.neo4j.server.CommunityEntryPoint
 *   node dist/scripts/lock-artefacts.js 2026.08.1 --java 25 --main org.neo4j.server.Neo4jCommunity --loaded classes.log
 *
 * Needs Maven. With `--loaded`, a log of `java -Xlog:class+load` over everything that is used, only jars named in it
 * stay. After a change, run the integration tests with that version.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../src/core/index.js';
import { digestOf } from '../src/operations/local-servers/index.js';
import type { Artefact } from '../src/operations/local-servers/index.js';

/** What only the HTTP server, Parquet files, `neo4j-admin` and federated databases need: none is switched on. */
const omitted = [
  /^org\.eclipse\.jetty(?!\.toolchain)/,
  /^org\.glassfish\./,
  /^(jakarta|javax)\./,
  /^com\.sun\./,
  /^com\.fasterxml\.jackson\.(jaxrs|module):/,
  /^org\.(javassist|jvnet\.staxex|codehaus\.jettison|jprocesses|locationtech\.jts):/,
  /^com\.profesorfalken:/,
  /^org\.apache\.(hadoop|parquet):/,
  /^blue\.strategic\.parquet:/,
  /^org\.xerial\.snappy:/,
  /^com\.github\.luben:zstd-jni:/,
  /^org\.scala-lang:scala-reflect:/,
];

interface ResolvedJar {
  readonly coordinate: string;
  readonly path: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { java: { type: 'string' }, main: { type: 'string' }, loaded: { type: 'string' } },
});
const [version] = positionals;
if (positionals.length !== 1 || values.java === undefined || values.main === undefined) {
  throw new Error('Usage: lock-artefacts VERSION --java RELEASES --main CLASS [--loaded LOG]');
}

const loaded = values.loaded === undefined ? undefined : readFileSync(values.loaded, 'utf8');
const jars = resolveJars(version).filter(
  ({ coordinate, path }) =>
    !omitted.some((pattern) => pattern.test(coordinate)) && (loaded?.includes(`/${basename(path)}`) ?? true),
);
const artefacts: Artefact[] = await Promise.all(
  jars.map(async ({ coordinate, path }) => ({
    coordinate,
    sha256: await digestOf(path),
    size: statSync(path).size,
  })),
);
const lines = artefacts
  .sort((a, b) => (a.coordinate < b.coordinate ? -1 : 1))
  .map((each) => `    ${JSON.stringify(each)}`);
const file = join(packageRoot, 'src', 'operations', 'local-servers', 'artefacts', `neo4j-${version}.json`);
const head = [
  `  "version": ${JSON.stringify(version)}`,
  `  "java": ${JSON.stringify(values.java.split(',').map(Number))}`,
  `  "mainClass": ${JSON.stringify(values.main)}`,
];
writeFileSync(file, `{\n${head.join(',\n')},\n  "artefacts": [\n${lines.join(',\n')}\n  ]\n}\n`);
const megabytes = artefacts.reduce((sum, { size }) => sum + size, 0) / 1e6;
process.stdout.write(`${file}: ${artefacts.length} jars, ${megabytes.toFixed(0)} MB\n`);

/** The runtime class path of the two modules that make up the server, with Maven's own choice of versions. */
function resolveJars(neo4jVersion: string): ResolvedJar[] {
  const folder = mkdtempSync(join(tmpdir(), 'lock-artefacts-'));
  try {
    const dependency = (groupId: string, artifactId: string): string =>
      `<dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${neo4jVersion}</version></dependency>`;
    writeFileSync(
      join(folder, 'pom.xml'),
      `<project><modelVersion>4.0.0</modelVersion><groupId>lock</groupId><artifactId>lock</artifactId><version>1</version>
      <dependencies>${dependency('org.neo4j.app', 'neo4j-server')}${dependency('org.neo4j', 'neo4j')}</dependencies></project>`,
    );
    const listed = join(folder, 'jars.txt');
    const goal = ['dependency:list', '-DincludeScope=runtime', '-DoutputAbsoluteArtifactFilename=true'];
    execFileSync('mvn', ['-q', '-B', ...goal, `-DoutputFile=${listed}`], { cwd: folder, stdio: 'inherit' });
    return readFileSync(listed, 'utf8')
      .split('\n')
      .map(parseListedJar)
      .filter((jar) => jar !== undefined);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `group:artifact:jar[:classifier]:version:scope:/path`, perhaps followed by the module's name. */
function parseListedJar(line: string): ResolvedJar | undefined {
  const match = /^\s+([^:\s]+):([^:]+):jar:(?:([^:]+):)?([^:]+):(?:compile|runtime):(\/\S+\.jar)/.exec(line);
  if (match === null) return undefined;
  const [, group, artifact, classifier, jarVersion, path] = match;
  const middle = (classifier as string | undefined) === undefined ? '' : `:jar:${classifier}`;
  return { coordinate: `${group}:${artifact}${middle}:${jarVersion}`, path };
}
