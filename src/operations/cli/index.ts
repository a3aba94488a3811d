/** The command line: each command's flags, loaded when it starts, and its work, loaded when it runs. */
export { main } from './program.js';
