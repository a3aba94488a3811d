import type { ServerResponse } from 'node:http';
import type { Caller } from '../../keys/index.js';

/** What is known of a request while it is answered. */
export interface RequestState {
  readonly id: string;
  /** Names and values in turns, sent with the answer: in one go, which costs a fraction of setting each. */
  readonly headers: string[];
  /** The call's path as the document writes it; `none` while no call took the request. */
  route: string;
  /** By the key that was sent. */
  caller: Caller | undefined;
}

const STATE = Symbol('state of the request');
interface WithState {
  [STATE]?: RequestState;
}

export function setState(response: ServerResponse & WithState, state: RequestState): void {
  response[STATE] = state;
}

/** The state of the request that this response answers. */
export function stateOf(response: ServerResponse & WithState): RequestState {
  const state = response[STATE];
  if (state === undefined) throw new Error('beginRequests must stand before every other handler.');
  return state;
}
