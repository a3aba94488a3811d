import { AlongsideError, messageOf } from '../../core/index.js';
import { broken, startOr, type Finding } from './finding.js';

/** A server that was looked at. */
export interface Reached {
  readonly check: 'Neo4j' | 'Redis';
  /** Its address as it may be shown. */
  readonly where: string;
  /** That names it where it is not of the home. */
  readonly variable: string;
  /** Whether it is of the home, and its process lives. */
  readonly ownProcess: boolean;
}

/** A server that cannot be used, in the sentence of its cause; the password of a home's own server is in the home. */
export function notReached({ check, where, variable, ownProcess }: Reached, error: unknown): Finding {
  const fault = error instanceof AlongsideError ? error.details['fault'] : undefined;
  const said = /^(?:Neo4j|Redis) at \S+ (.+?)\. ([A-Z].*)$/s.exec(messageOf(error));
  if (said === null || fault === 'other') {
    return broken(check, `${where} does not answer (${messageOf(error)})`, startOr(variable, ownProcess));
  }
  const [, says, todo] = said;
  if (!ownProcess) return broken(check, `${where} ${says}`, todo);
  const ofPassword = fault === 'wrong-password' || fault === 'no-password';
  const mend = ofPassword ? 'Put the right password into stack.json of the home.' : startOr(variable, ownProcess);
  return broken(check, `${where} ${says}`, mend);
}
