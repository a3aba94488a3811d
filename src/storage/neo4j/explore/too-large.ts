import { UsageError } from '../../../core/index.js';

/** A statement that builds texts or lists which nothing bounds. */
export function tooLarge(sentence: string): UsageError {
  return new UsageError('statement-too-large', sentence);
}
