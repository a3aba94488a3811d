import type { z } from 'zod';
import type { Scope } from '../keys/choices.js';
import type { ProblemCode } from './problems/catalogue.js';
import type { Reply } from './reply.js';
import type { ApiServices } from './services.js';

/**
 * One call of the API: the single place that says what it takes, what it answers and how. The route, its validation, the
 * OpenAPI document, the reference page and the tests of its examples are all made from this object.
 */
export interface OperationDefinition<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
> {
  /** Names the call in generated clients: a verb and what it gives, in camel case. */
  readonly id: string;
  readonly method: 'get' | 'put' | 'post' | 'delete';
  /** As OpenAPI writes it: `/v1/products/{id}/also-consider`. */
  readonly path: `/${string}`;
  /** What a key must be allowed; `read` and `metrics` need one only where the service is set to ask, `none` never does. */
  readonly scope: Scope | 'none';
  /** Whether a key of the shop's pages (scope `browse`) reaches the call. Not, unless it says so. */
  readonly pages?: boolean;
  readonly tag: Tag;
  /** A line for lists of calls. */
  readonly summary: string;
  /** Markdown for the reference. */
  readonly description?: string;
  /** Of the path; one property each `{name}` in it. */
  readonly params?: Params;
  /**
   * Of the query string, as a program would say it: numbers, booleans and arrays are read from text by the schema's types
   * (an array: the parameter repeated). A strict object, so that an unknown parameter is refused.
   */
  readonly query?: Query;
  /** Request headers that the call reads beside those that every call does, as the document describes them. */
  readonly requestHeaders?: z.ZodObject;
  /** Of the JSON body; without one the call takes no body. */
  readonly body?: Body;
  /** Most bytes of a body; 64 KiB if left out. */
  readonly bodyBytes?: number;
  /** By status. */
  readonly responses: Readonly<Record<number, OperationResponse>>;
  /** What else can go wrong, beside what every call can meet. */
  readonly problems?: readonly ProblemCode[];
  /**
   * The customers that a request names, if any: then it needs a key with the scope `read`, whatever is open; or, where pages
   * reach the call, a token for the customer.
   */
  customers?(input: OperationInput<z.output<Params>, z.output<Query>, z.output<Body>>): readonly string[];
  /** At least one; each is shown in the reference and executed by a test. */
  readonly examples: readonly Example<z.input<Params>, z.input<Query>, z.input<Body>>[];
  /**
   * What answers requests that say this: made once for an address that comes again, of a call without a body. What hangs on
   * the input alone is made here, what hangs on the moment or the sender in the handler.
   */
  handle(input: OperationInput<z.output<Params>, z.output<Query>, z.output<Body>>): Handler;
}

export type Operation = OperationDefinition;

/** What a call has read from the request, validated. */
export interface OperationInput<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

export interface OperationResponse {
  readonly description: string;
  /** Absent for an answer without content. */
  readonly schema?: z.ZodType;
  /** `application/json` if left out. */
  readonly mediaType?: string;
  /** Shown in the reference where none of the call's examples is answered so. */
  readonly example?: unknown;
  /** What each header says. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request on the sample shop, and the answer to it. */
export interface Example<Params = unknown, Query = unknown, Body = unknown> {
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** 200 if left out. */
  readonly status?: number;
  /** As the service gives it; numbers and words may differ where the shop does. */
  readonly answer?: unknown;
}

/** What a handler knows of the request beside its input. */
export interface RequestContext {
  readonly services: ApiServices;
  readonly requestId: string;
  /** Of the key that was sent; undefined without one. */
  readonly keyId: string | undefined;
  /** Whether that key has the scope `admin`: the shop's own people, who may see exact numbers. */
  readonly admin: boolean;
  /** A header by its lower-case name. */
  readonly header: (name: string) => string | undefined;
}

/** Answers one request. */
export type Handler = (context: RequestContext) => Reply | Promise<Reply>;

/** How the reference groups calls. */
export const tags = {
  Lists: 'Bought this, also consider: for a product, a basket, a customer.',
  Reasons: 'Why a product is, or is not, on the list of another.',
  Uses: 'What lists are good for beside a product’s page: promotion, inventory, campaigns.',
  Events: 'What the shop tells: what customers did.',
  Rules: 'What the shop itself wants of its lists: pins, blocks, boosts, campaigns.',
  Jobs: 'Embeddings: asked for, followed, cancelled.',
  Versions: 'Which model and snapshot answer.',
  Service: 'Whether the service runs, and how.',
} as const;
export type Tag = keyof typeof tags;

// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- what a call without parameters has read
type NoFields = z.ZodObject<{}, z.core.$strict>;

/** A call, its handler typed by its schemas. */
export function operation<
  Params extends z.ZodObject = NoFields,
  Query extends z.ZodObject = NoFields,
  Body extends z.ZodType = z.ZodUndefined,
>(definition: OperationDefinition<Params, Query, Body>): Operation {
  return definition;
}
