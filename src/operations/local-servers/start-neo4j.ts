import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isUp, neo4jConnection, type ServerRecord } from '../home/index.js';
import { AlongsideError, UsageError } from '../../core/index.js';
import { defaultNeo4jLine, releaseLineOf, lockedNeo4jLines, readNeo4jLock, type Neo4jLock } from './artefact-lock.js';
import { findJava, type Java } from './java.js';
import { isServing, launch } from './launch.js';
import { enterNeo4j } from './neo4j-access.js';
import { neo4jMemory } from './neo4j-configuration.js';
import { neo4jCommand } from './neo4j-server.js';
import type { Start, StartContext } from './stack-options.js';

/** Finds or fetches all that this home's Neo4j needs, unless it already serves; what it returns starts it. */
export async function prepareNeo4j(context: StartContext): Promise<Start<'neo4j'>> {
  const { home, env, file, progress, signal } = context;
  const remembered = file.read().neo4j;
  const lock = chooseRelease(context, remembered);
  const password = remembered?.password ?? randomBytes(24).toString('base64url');
  const title = `Neo4j ${lock.version}`;
  const isReady = (port: number): Promise<boolean> => answers(home, port, password);
  const logFile = join(home, 'neo4j', 'logs', 'console.log');
  if (isUp(remembered) && (await isServing({ title, isReady, progress, signal }, remembered, logFile))) {
    const serving = { ...neo4jConnection(remembered), version: remembered.version, managed: true };
    return () => Promise.resolve({ server: serving, startedNow: false });
  }
  const memory = neo4jMemory(env);
  const java = await findJava(lock, env, otherReleases(lock));
  const jars = await context.cache.ensure(lock.artefacts, { step: `fetching ${title}`, progress, signal });
  return async () => {
    const record = await launch({
      name: 'neo4j',
      title,
      file,
      record: { version: lock.version, password },
      preferredPort: remembered?.port,
      command: (port) => neo4jCommand({ home, lock, jars, java, port, memory, env }),
      isReady,
      progress,
      signal,
    });
    return { server: { ...neo4jConnection(record), version: record.version, managed: true }, startedNow: true };
  };
}

/** The Java that a home's Neo4j of this version would run on, or a new home's; throws as `findJava` does. */
export function findJavaFor(version: string | undefined, env: Readonly<NodeJS.ProcessEnv>): Promise<Java> {
  const line = version === undefined ? undefined : releaseLineOf(version);
  const lock = readNeo4jLock(line ?? env['ALONGSIDE_NEO4J_VERSION'] ?? defaultNeo4jLine);
  return findJava(lock, env, otherReleases(lock));
}

/** The release asked for, else the home's own release line, else the default; a store of another release line is refused. */
function chooseRelease({ home, env, neo4jVersion }: StartContext, remembered: ServerRecord | undefined): Neo4jLock {
  const asked = neo4jVersion ?? env['ALONGSIDE_NEO4J_VERSION'];
  const line = remembered === undefined ? undefined : releaseLineOf(remembered.version);
  const lock = readNeo4jLock(asked ?? line ?? defaultNeo4jLine);
  if (line !== undefined && releaseLineOf(lock.version) !== line) {
    throw new UsageError(
      'home-of-another-version',
      `The data in ${home} was made by Neo4j ${line}, which Neo4j ${releaseLineOf(lock.version)} does not open. Leave out --neo4j and ALONGSIDE_NEO4J_VERSION to go on with ${line}, or choose another folder with --home.`,
      { home, made: line, asked: releaseLineOf(lock.version) },
    );
  }
  return lock;
}

function otherReleases(lock: Neo4jLock): Neo4jLock[] {
  return lockedNeo4jLines()
    .filter((line) => line !== releaseLineOf(lock.version))
    .map((line) => readNeo4jLock(line));
}

async function answers(home: string, port: number, password: string): Promise<boolean> {
  const answer = await enterNeo4j(neo4jConnection({ port, password }).uri, password);
  if (answer === 'wrong-password') {
    throw new AlongsideError(
      'neo4j-password-lost',
      `The Neo4j of ${home} does not take the password in ${join(home, 'stack.json')}: it was changed, or that file was lost. Write the right one there, or choose another folder with --home.`,
      { home },
    );
  }
  return answer === 'ready';
}
