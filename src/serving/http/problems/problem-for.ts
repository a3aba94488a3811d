import { z } from 'zod';
import { AlongsideError } from '../../../core/index.js';
import { isRedisFailure } from '../../../storage/redis/index.js';
import { isProblemCode } from './catalogue.js';
import { problemOf, type Problem } from './problem.js';

/** Faults of one request that are told, and characters of a path: a body may hold a hundred thousand, or one long name. */
const MOST_FAULTS = 100;
const LONGEST_PATH = 200;

/** The problem that a client may be told of; undefined for a fault of ours. */
export function problemFor(error: unknown): Problem | undefined {
  if (error instanceof z.ZodError) {
    const faults = error.issues.flatMap(faultsOf);
    const errors = faults.slice(0, MOST_FAULTS);
    const more = faults.length > errors.length ? `; and ${faults.length - errors.length} more` : '';
    const detail = errors.map(({ path, message }) => `${path || 'request'}: ${message}`).join('; ') + more;
    return problemOf('invalid-request', detail, { errors });
  }
  if (error instanceof AlongsideError) {
    return isProblemCode(error.code) ? problemOf(error.code, error.message) : undefined;
  }
  if (isRedisFailure(error)) {
    return problemOf('redis-unreachable', 'Redis does not answer, and what the call asks for is not in memory.');
  }
  if (error instanceof URIError) return problemOf('invalid-request', 'The address is not properly percent-encoded.');
  if (isBodyError(error)) {
    if (error.type === 'entity.too.large')
      return problemOf('body-too-large', 'The body is longer than the call takes.');
    return error.status === 415
      ? problemOf('unsupported-media-type', 'The body is encoded in a way that is not understood here.')
      : problemOf('invalid-request', 'The body could not be read.');
  }
  return undefined;
}

/** The parts that one issue names: of unknown names each, at its own path. */
function faultsOf(issue: z.core.$ZodIssue): { path: string; message: string }[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: pathOf(issue.path), message: issue.message }];
  return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'is not known here' }));
}

/** As much of a path as a reader needs: a name in it may be as long as the body. */
function pathOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.').slice(0, LONGEST_PATH);
}

/** What Express' body parser throws: a 4xx status and a type. */
function isBodyError(error: unknown): error is { readonly type?: string; readonly status: number } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status < 500
  );
}
