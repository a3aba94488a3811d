/** Every way to fail: the errors that a user is meant to read, and the one registry of their codes. */
export { AlongsideError, UsageError, type ErrorDetails } from './alongside-error.js';
export type { ErrorKind, HttpErrorKind } from './error-kind.js';
export { issueText } from './issue-text.js';
export { errorRegistry, httpErrors, type ErrorCode } from './registry.js';
export { loggedError, messageOf, stackOf, withoutCredentials } from './told-text.js';
