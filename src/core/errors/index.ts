/** Every way to fail: the errors that a user is meant to read, and the one registry of their codes. */
export { AlongsideError, UsageError, messageOf, type ErrorDetails } from './alongside-error.js';
export type { ErrorKind, HttpErrorKind } from './error-kind.js';
export { errorRegistry, httpErrors, type ErrorCode } from './registry.js';
