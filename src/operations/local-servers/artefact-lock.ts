import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AlongsideError, UsageError, packageRoot } from '../../core/index.js';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.int().positive();

/** One file of Maven Central, pinned: `group:artifact[:extension:classifier]:version`, its digest and its bytes. */
const artefact = z.strictObject({ coordinate: z.string().regex(/^[\w.-]+(:[\w.-]+){2,4}$/), sha256, size });

const neo4jLock = z.strictObject({
  version: z.string(),
  java: z.array(z.int()).min(1),
  mainClass: z.string(),
  artefacts: z.array(artefact).min(1),
});

/** One file inside an artefact. */
const jarEntry = z.strictObject({ entry: z.string(), sha256, size });

const redisLock = z.strictObject({ artefact, binaries: z.record(z.string(), jarEntry) });

const miniLmLock = z.strictObject({ artefact, model: jarEntry, tokenizer: jarEntry });

export type Artefact = z.infer<typeof artefact>;
export type JarEntry = z.infer<typeof jarEntry>;
/** A Neo4j release: the jars of its class path, its main class and the Java releases that it runs on. */
export type Neo4jLock = z.infer<typeof neo4jLock>;
/** The jar that carries a Redis binary for each `platform-arch` as Node names them. */
export type RedisLock = z.infer<typeof redisLock>;
/** The jar that carries the text model and its tokenizer. */
export type MiniLmLock = z.infer<typeof miniLmLock>;

/** What runs when nobody asks for another: the long-term release. */
export const defaultNeo4jLine = '5.26';

const lockFolder = join(packageRoot, 'src', 'operations', 'local-servers', 'artefacts');

/** `5.26` of `5.26.30`, `2026.08` of `2026.08.1`: stores of one line open with any patch release of it. */
export function releaseLineOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** The pinned release of a line or version (`5.26`, `5.26.30`); throws a usage error that lists what there is. */
export function readNeo4jLock(wanted: string = defaultNeo4jLine, folder: string = lockFolder): Neo4jLock {
  const versions = lockedNeo4jVersions(folder);
  const version = versions.find((each) => each === wanted || releaseLineOf(each) === wanted);
  if (version === undefined) {
    throw new UsageError(
      'neo4j-version-unknown',
      `Neo4j ${wanted} is not pinned here; choose ${versions.map(releaseLineOf).join(' or ')}.`,
      { wanted, available: versions },
    );
  }
  return parseLock(neo4jLock, join(folder, `neo4j-${version}.json`));
}

export function readRedisLock(folder: string = lockFolder): RedisLock {
  return parseLock(redisLock, join(folder, 'redis.json'));
}

export function readMiniLmLock(folder: string = lockFolder): MiniLmLock {
  return parseLock(miniLmLock, join(folder, 'minilm.json'));
}

/** The lines that are pinned, oldest first. */
export function lockedNeo4jLines(folder: string = lockFolder): string[] {
  return lockedNeo4jVersions(folder).map(releaseLineOf);
}

function lockedNeo4jVersions(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => /^neo4j-(.+)\.json$/.exec(name)?.[1])
    .filter((version) => version !== undefined)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function parseLock<T>(schema: z.ZodType<T>, path: string): T {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new AlongsideError(
      'artefact-lock-broken',
      `${path} is not a readable lock file; install this package again.`,
      { path },
      { cause },
    );
  }
}
