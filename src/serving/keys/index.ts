/** API keys: made, hashed, checked, revoked; and the tokens by which a shop's server lets a page ask for a customer. */
export type { ListedKey } from './api-key.js';
export { customerOf, signCustomer } from './customer-token.js';
export { KeyStore, type CreatedKey, type PageKeyOptions } from './key-store.js';
export { Keyring, type Caller } from './keyring.js';
export { originSchema } from './origin.js';
