import { AlongsideError, type ErrorDetails } from '../../../core/index.js';
import type { ProblemCode } from './catalogue.js';

interface ApiErrorOptions extends ErrorOptions {
  readonly details?: ErrorDetails;
  /** Headers that the answer carries beside the problem. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error of the API's own, whose code is of the list by its type. */
export class ApiError extends AlongsideError {
  override readonly name = 'ApiError';
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, message: string, options: ApiErrorOptions = {}) {
    super(code, message, options.details, options);
    this.headers = options.headers ?? {};
  }
}
