/** API keys: what each may do. */
export { scopeSchema, scopes, type Scope } from './scope.js';
