/** What every group may use: errors, branded ids, progress, time, hashes, counter-based random numbers, where the package and the servers are. */
export { canonicalJson } from './canonical-json.js';
export { discard } from './discard.js';
export { contentName } from './content-name.js';
export { connectionEnvironment, type ServerConnections } from './connection.js';
export { within, withinTime } from './deadline.js';
export { counted } from './counted.js';
export { randomBits, randomKey, randomNormal, type RandomKey } from './counter-random.js';
export {
  AlongsideError,
  UsageError,
  errorRegistry,
  httpErrors,
  issueText,
  loggedError,
  messageOf,
  stackOf,
  withoutCredentials,
  type ErrorCode,
  type ErrorDetails,
  type HttpErrorKind,
} from './errors/index.js';
export { OWNER_ONLY, requirePlaceForFile, requireRegularFile } from './files.js';
export { FNV_BASIS, fnvStep, murmurStep } from './hashing.js';
export { compareIds, type CategoryId, type ProductId, type UserId } from './ids.js';
export { packageRoot, packageVersion } from './package-root.js';
export { noProgress, type ProgressUpdate, type ReportProgress } from './progress.js';
export { RefreshedValue, type RefreshOptions } from './refreshed-value.js';
export { shuffle } from './shuffle.js';
export { DAY } from './time.js';
