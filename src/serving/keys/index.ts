/** API keys: made, hashed, checked, revoked. */
export type { ListedKey } from './api-key.js';
export { KeyStore } from './key-store.js';
export { Keyring, type Caller } from './keyring.js';
