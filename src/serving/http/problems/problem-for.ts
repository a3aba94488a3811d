import { z } from 'zod';
import { AlongsideError } from '../../../core/index.js';
import { isProblemCode } from './catalogue.js';
import { problemOf, type Problem } from './problem.js';

/** The problem that a client may be told of; undefined for a fault of ours. */
export function problemFor(error: unknown): Problem | undefined {
  if (error instanceof z.ZodError) {
    const errors = error.issues.flatMap(faultsOf);
    const detail = errors.map(({ path, message }) => `${path || 'request'}: ${message}`).join('; ');
    return problemOf('invalid-request', detail, { errors });
  }
  if (error instanceof AlongsideError) {
    return isProblemCode(error.code) ? problemOf(error.code, error.message) : undefined;
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
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path.join('.'), message: issue.message }];
  return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is not known here' }));
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
