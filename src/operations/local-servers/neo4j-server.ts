import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseLineOf, type Neo4jLock } from './artefact-lock.js';
import type { Java } from './java.js';
import { writeNeo4jConfiguration, type Neo4jMemory } from './neo4j-configuration.js';
import type { ServerCommand } from './server-process.js';

export interface Neo4jSetup {
  readonly home: string;
  readonly lock: Neo4jLock;
  readonly jars: readonly string[];
  readonly java: Java;
  readonly port: number;
  readonly memory: Neo4jMemory;
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/** Lays out `<home>/neo4j` and gives the command that runs Neo4j there in the foreground. */
export function neo4jCommand({ home, lock, jars, java, port, memory, env }: Neo4jSetup): ServerCommand {
  const folder = join(home, 'neo4j');
  // Libraries that a killed server unpacked stay there.
  rmSync(join(folder, 'tmp'), { recursive: true, force: true });
  for (const name of ['logs', 'run', 'plugins', 'import', 'tmp'])
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  writeNeo4jConfiguration(folder, releaseLineOf(lock.version), port, memory);
  // 200 jars make a command line that no `ps` shows legibly, and some systems refuse: Java reads it from a file.
  const argumentFile = join(folder, 'run', 'java-arguments');
  writeFileSync(argumentFile, javaArguments({ lock, jars, java, memory }, folder).map(quoted).join('\n'), {
    mode: 0o600,
  });
  return {
    program: java.path,
    args: [`@${argumentFile}`, `--home-dir=${folder}`, `--config-dir=${join(folder, 'conf')}`, '--console-mode'],
    folder,
    logFile: join(folder, 'logs', 'console.log'),
    env,
  };
}

/** As `neo4j.conf` of the release sets them, less what touches the whole heap at start. */
function javaArguments(
  { lock, jars, java, memory }: Pick<Neo4jSetup, 'lock' | 'jars' | 'java' | 'memory'>,
  folder: string,
): string[] {
  return [
    `-Xmx${memory.heap}`,
    '-Xms128m',
    // Else JNA unpacks its library into the user's cache, Netty and the JVM's counters lie in the system's folder.
    `-Djava.io.tmpdir=${join(folder, 'tmp')}`,
    `-Djna.tmpdir=${join(folder, 'tmp')}`,
    '-XX:-UsePerfData',
    '-XX:+UseG1GC',
    '-XX:-OmitStackTraceInFastThrow',
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:+DisableExplicitGC',
    '-Xshare:auto',
    '-Djdk.nio.maxCachedBufferSize=1024',
    '-Dio.netty.tryReflectionSetAccessible=true',
    '-Dlog4j2.disable.jmx=true',
    // Neo4j closes its logs itself; a hook registered during the JVM's shutdown only throws.
    '-Dlog4j2.shutdownHookEnabled=false',
    '-Dfile.encoding=UTF-8',
    '--add-opens=java.base/java.nio=ALL-UNNAMED',
    '--add-opens=java.base/java.io=ALL-UNNAMED',
    '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
    '--enable-native-access=ALL-UNNAMED',
    ...(java.release >= 24 ? ['--sun-misc-unsafe-memory-access=allow'] : []),
    ...(java.release >= 21 ? ['--add-modules=jdk.incubator.vector'] : []),
    '-cp',
    jars.join(':'),
    lock.mainClass,
  ];
}

/** An argument as Java's `@argfiles` read it. */
function quoted(argument: string): string {
  return `"${argument.replace(/["\\]/g, '\\$&')}"`;
}
