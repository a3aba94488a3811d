/** What every room may use: errors, branded ids, progress, randomness, where the package and the servers are. */
export { AlongsideError, UsageError, messageOf, type ErrorDetails } from './errors.js';
export { randomBits, randomKey, randomNormal, type RandomKey } from './counter-random.js';
export { compareIds, type CategoryId, type ProductId, type UserId } from './ids.js';
export { noProgress, type ProgressUpdate, type ReportProgress } from './progress.js';
export { packageRoot, packageVersion } from './package-root.js';
export { connectionEnvironment, type ServerConnections } from './connection.js';
