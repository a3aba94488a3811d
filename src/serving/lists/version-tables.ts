import { LRUCache } from 'lru-cache';
import { CompiledRules } from '../rules/index.js';
import { CatalogueIndex } from './catalogue-index.js';
import { versionName, type RequestVersion } from './request-version.js';

/** What is derived once of a snapshot and the rules in force, for every question that they answer. */
export interface Tables {
  readonly index: CatalogueIndex;
  readonly rules: CompiledRules;
}

/** Request versions whose tables are cached: the latest, and those of lists that readers page through. */
const VERSIONS = 4;

/** The tables of the latest request versions. */
export class VersionTables {
  private readonly tables = new LRUCache<string, Tables, RequestVersion>({
    max: VERSIONS,
    ignoreFetchAbort: true,
    fetchMethod: async (_name, _stale, { context: { snapshot, rules } }) => ({
      index: new CatalogueIndex(snapshot.shared, snapshot.manifest.level),
      rules: await CompiledRules.of(rules.rules, snapshot),
    }),
  });

  of(version: RequestVersion): Promise<Tables> {
    return this.tables.forceFetch(versionName(version), { context: version });
  }
}
