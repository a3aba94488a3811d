import type { ErrorCode } from './registry.js';
import { withoutCredentials } from './told-text.js';

/** Values that an error is about: shown in `--json` output and problem+json, so never a secret. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/**
 * The base of every error that a user is meant to read.
 *
 * `code` is one of the registry; `message` is a sentence that says what happened and what to do.
 */
export class AlongsideError extends Error {
  override readonly name: string = 'AlongsideError';

  readonly details: ErrorDetails;

  constructor(
    readonly code: ErrorCode,
    message: string,
    details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(withoutCredentials(message), options);
    this.details = shown(details);
  }
}

/** An address that a detail names may let one in. */
function shown(details: ErrorDetails): ErrorDetails {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' ? withoutCredentials(value) : value,
    ]),
  );
}

/** The caller asked for something that cannot be: exit code 2 on the command line, 400 over HTTP. */
export class UsageError extends AlongsideError {
  override readonly name = 'UsageError';
}
