import { createHash } from 'node:crypto';
import type { RuleDocument, Rule } from './rule-document.js';

/** The rules that hold at a moment. */
export interface RulesInForce {
  /** Of the whole document; null where no rules were ever set. */
  readonly version: string | null;
  /** Names what holds: it changes with the document, and whenever a campaign begins or ends. */
  readonly state: string;
  readonly rules: readonly Rule[];
  /** Milliseconds since 1970 when that may change by itself; Infinity for never. */
  readonly until: number;
}

/** Which rules of a document hold at a moment (milliseconds since 1970): `from` belongs to a campaign, `until` does not. */
export function rulesInForce(
  { version, rules }: RuleDocument & { readonly version: string | null },
  moment: number,
): RulesInForce {
  const holding = rules.filter(
    ({ from, until }) =>
      (from === undefined || Date.parse(from) <= moment) && (until === undefined || moment < Date.parse(until)),
  );
  const next = rules
    .flatMap(({ from, until }) => [from, until])
    .filter((time) => time !== undefined)
    .map((time) => Date.parse(time))
    .filter((time) => time > moment);
  const names = createHash('sha256').update(JSON.stringify(holding.map(({ id }) => id)));
  return {
    version,
    state: version === null ? '' : `${version}.${names.digest('hex').slice(0, 8)}`,
    rules: holding,
    until: Math.min(Infinity, ...next),
  };
}
