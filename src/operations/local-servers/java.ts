import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { AlongsideError } from '../../core/index.js';
import { releaseLineOf, type Neo4jLock } from './artefact-lock.js';
import { serverEnvironment } from './server-process.js';

export interface Java {
  /** The `java` program. */
  readonly path: string;
  /** Feature release: 17, 21, 25. */
  readonly release: number;
}

const run = promisify(execFile);

/** Folders whose children are Java homes, on Linux and macOS. */
const usualFolders = [
  '/usr/lib/jvm',
  '/Library/Java/JavaVirtualMachines',
  join(homedir(), 'Library/Java/JavaVirtualMachines'),
  join(homedir(), '.sdkman/candidates/java'),
  join(homedir(), '.jdks'),
  '/opt/homebrew/opt',
];

/**
 * The first Java that this Neo4j runs on: `ALONGSIDE_JAVA_HOME` alone where it is set, else `JAVA_HOME`, the PATH and
 * the usual places. Throws `java-missing` or `java-unsuitable` with what to install or which flag to use.
 */
export async function findJava(
  lock: Neo4jLock,
  env: Readonly<NodeJS.ProcessEnv>,
  others: readonly Neo4jLock[],
): Promise<Java> {
  const found: Java[] = [];
  for (const path of javaCandidates(env)) {
    const release = await javaRelease(path);
    if (release === undefined) continue;
    if (lock.java.includes(release)) return { path, release };
    found.push({ path, release });
  }
  throw noJava(lock, found, env['ALONGSIDE_JAVA_HOME'], others);
}

/** The sentence for a machine without a Java for this Neo4j. */
export function noJava(
  lock: Neo4jLock,
  found: readonly Java[],
  setting: string | undefined,
  others: readonly Neo4jLock[],
): AlongsideError {
  const needs = `Neo4j ${releaseLineOf(lock.version)} needs Java ${lock.java.join(' or ')}`;
  const newest = String(Math.max(...lock.java));
  const other = others.find((each) => each.java.some((release) => found.some((java) => java.release === release)));
  const elsewhere =
    other === undefined
      ? ''
      : `, or run "alongside up --neo4j ${releaseLineOf(other.version)}", which uses the Java that is here`;
  const details = { needs: lock.java.map(String), found: found.map(({ path, release }) => `${release} at ${path}`) };
  if (setting !== undefined && setting !== '') {
    const there = found.length > 0 ? `has Java ${found[0].release}` : 'has no bin/java that answers';
    return new AlongsideError(
      'java-unsuitable',
      `${needs}, but ALONGSIDE_JAVA_HOME (${setting}) ${there}. Point it at another Java or unset it${elsewhere}.`,
      details,
    );
  }
  const seen = [...new Set(found.map(({ release }) => release))].join(', ');
  return new AlongsideError(
    found.length === 0 ? 'java-missing' : 'java-unsuitable',
    `${needs}, and this machine has ${seen === '' ? 'none' : `only Java ${seen}`}. Install Java ${newest} (for example Temurin ${newest}, "apt install openjdk-${newest}-jre-headless" or "brew install openjdk@${newest}"), name its folder in ALONGSIDE_JAVA_HOME${elsewhere}.`,
    details,
  );
}

/** Paths of `java` programs; one that a setting names is the only one looked at. */
function javaCandidates(env: Readonly<NodeJS.ProcessEnv>): readonly string[] {
  const setting = env['ALONGSIDE_JAVA_HOME'];
  if (setting !== undefined && setting !== '') return [join(setting, 'bin', 'java')];
  const homes = env['JAVA_HOME'] === undefined ? [] : [env['JAVA_HOME']];
  const usual = usualFolders.flatMap((folder) =>
    childrenOf(folder).flatMap((name) => [join(folder, name), join(folder, name, 'Contents', 'Home')]),
  );
  const onPath = (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'java'));
  const paths = [
    ...homes.map((home) => join(home, 'bin', 'java')),
    ...onPath,
    ...usual.map((home) => join(home, 'bin', 'java')),
  ];
  return [...new Set(paths.filter((path) => existsSync(path)).map((path) => realpathSync(path)))];
}

/** The feature release of a `java`, from its home's `release` file, else by asking it; undefined if it does not answer. */
async function javaRelease(path: string): Promise<number | undefined> {
  try {
    return releaseOf(readFileSync(join(dirname(path), '..', 'release'), 'utf8'), /^JAVA_VERSION="([^"]+)"/m);
  } catch {
    try {
      const options = { timeout: 10_000, env: serverEnvironment(process.env) };
      return releaseOf((await run(path, ['-version'], options)).stderr, /version "([^"]+)"/);
    } catch {
      return undefined;
    }
  }
}

/** 17 of `17.0.15`, 8 of `1.8.0_402`, 25 of `25-ea`. */
export function releaseOf(text: string, pattern: RegExp): number | undefined {
  const version = pattern.exec(text)?.[1];
  const release = version === undefined ? undefined : /^(?:1\.)?(\d+)/.exec(version)?.[1];
  return release === undefined ? undefined : Number(release);
}

function childrenOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
