/** The way into the graph: accepted changes in a stream of Redis, those that wait or died, and customers' newest events. */
export { readEvents, type Change } from './change.js';
export { customerEvents } from './customer-events.js';
export { DeadLetters, type DeadLetter } from './dead-letters.js';
export { DiskFlush, diskPromise, type DiskPromise } from './disk-flush.js';
export { Intake, entriesOf, type Acceptance, type Backlog, type RepeatableRequest } from './intake.js';
export { INTAKE_PATTERN } from './intake-keys.js';
export { IntakeReader, isGroupGone, settle, type Refused, type StreamEntry } from './intake-reader.js';
export { TouchedProducts } from './touched-products.js';
export { WaitingEvents, type WaitingEvent } from './waiting-events.js';
export { LEASE_MILLISECONDS, WriterLease } from './writer-lease.js';
export { withIntake } from './with-intake.js';
