/** Whether a machine, a home, its servers and what they hold are sound, and what to do where not. */
export { examine } from './examine.js';
export type { Finding } from './finding.js';
