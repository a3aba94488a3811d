import { AlongsideError, type ErrorDetails } from '../../kernel/index.js';
import type { ProblemCode } from './catalogue.js';

/** An error of the API's own, whose code is of the list by its type. */
export class ApiError extends AlongsideError {
  override readonly name = 'ApiError';

  constructor(code: ProblemCode, message: string, options?: ErrorOptions & { readonly details?: ErrorDetails }) {
    super(code, message, options?.details, options);
  }
}
