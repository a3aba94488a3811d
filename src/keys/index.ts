/** API keys: made and revoked in Redis, checked by each process from a short memory. */
export type { ListedKey } from './api-key.js';
export { KeyStore, type CreatedKey } from './key-store.js';
export { Keyring, type Caller } from './keyring.js';
export { SCOPES, type Scope } from './choices.js';
export { scopeSchema } from './scope.js';
