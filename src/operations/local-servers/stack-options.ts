import type { ServerName, StackFile } from '../home/index.js';
import type { ReportProgress, ServerConnections } from '../../core/index.js';
import type { ArtefactCache } from './artefact-cache.js';

export interface StackOptions {
  readonly home: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** A line or version of Neo4j (`5.26`, `2026.08`); the home's own, else the default one, when absent. */
  readonly neo4jVersion?: string;
  /** Whether Redis answers a write once it is on the disk; as the home has it, else not, when absent. */
  readonly durable?: boolean;
  readonly progress: ReportProgress;
  readonly signal?: AbortSignal;
}

/** The servers after `up`: how to enter them, what they are, and whether `down` would stop them. */
export interface StackState extends ServerConnections {
  readonly neo4j: ServerConnections['neo4j'] & { readonly version: string; readonly managed: boolean };
  readonly redis: ServerConnections['redis'] & { readonly version: string; readonly managed: boolean };
}

/** What starting either server needs. */
export interface StartContext extends StackOptions {
  readonly file: StackFile;
  readonly cache: ArtefactCache;
}

/** Starts a server that has been prepared, and returns when it answers. */
export type Start<Name extends ServerName> = () => Promise<{
  readonly server: StackState[Name];
  readonly startedNow: boolean;
}>;
