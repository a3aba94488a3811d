/** Events on their way in: their form is checked, they are named, and queued for the graph. */
export { eventSchema } from './event-schema.js';
export {
  IntakeService,
  MOST_BACKLOG,
  intakeAnswerSchema,
  type Idempotency,
  type IntakeAnswer,
} from './intake-service.js';
export {
  mendedLetter,
  readLetterLine,
  readableLetter,
  unmended,
  type Mended,
  type ReadableLetter,
} from './mend-letter.js';
