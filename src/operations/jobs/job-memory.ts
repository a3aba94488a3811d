import { totalmem } from 'node:os';

/** Share of the machine's memory that a job may hold where nothing is said: the servers beside it need some. */
const SHARE = 0.8;

/** Bytes that a job may hold where nothing is said: most of what the machine, or the container around it, has. */
export function usualJobMemory(): number {
  const bound = process.constrainedMemory();
  // Without a bound, systems say 0 or a number beyond any machine.
  const machine = bound > 0 ? Math.min(bound, totalmem()) : totalmem();
  return Math.round(SHARE * machine);
}
