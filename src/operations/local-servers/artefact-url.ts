import type { Artefact } from './artefact-lock.js';

/**
 * Where an artefact is in a Maven repository: Maven Central unless a mirror is named.
 *
 * The packages that know are loaded here, since they bring an XML parser and few commands ask.
 */
export async function artefactUrl({ coordinate }: Artefact, repository?: string): Promise<string> {
  const { default: artefactNameParser } = await import('mvn-artifact-name-parser');
  const { default: mavenUrl } = await import('mvn-artifact-url');
  const base = repository === undefined || repository === '' ? undefined : repository.replace(/\/*$/, '/');
  return await mavenUrl.default(artefactNameParser.default(coordinate), base);
}

/** The artefact's path inside any Maven repository, and so inside the cache. */
export async function artefactPath(artefact: Artefact): Promise<string> {
  return await artefactUrl(artefact, 'maven');
}
