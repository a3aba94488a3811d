import type { ErrorCode } from './registry.js';

/** Values that an error is about: shown in `--json` output and problem+json, so never a secret. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/**
 * The base of every error that a user is meant to read.
 *
 * `code` is one of the registry; `message` is a sentence that says what happened and what to do.
 */
export class AlongsideError extends Error {
  override readonly name: string = 'AlongsideError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The caller asked for something that cannot be: exit code 2 on the command line, 400 over HTTP. */
export class UsageError extends AlongsideError {
  override readonly name = 'UsageError';
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
