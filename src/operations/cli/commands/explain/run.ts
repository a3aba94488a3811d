import { ReasonService, type WhyAnswer } from '../../../../serving/explanations/index.js';
import { columns } from '../../columns.js';
import type { CliContext } from '../../command.js';
import { withListsAndGraph } from '../../with-lists-and-graph.js';

export interface ExplainRequest {
  /** The product whose list it is, and the one that is or is not on it. */
  readonly x: string;
  readonly y: string;
  readonly graphMilliseconds: number;
}

/** Says why y is, or is not, on the list of x. */
export async function runExplain(context: CliContext, { x, y, graphMilliseconds }: ExplainRequest): Promise<void> {
  const why = await withListsAndGraph(context, graphMilliseconds, (parts) => new ReasonService(parts).why(x, y));
  context.terminal.result(why, () => describeWhy(why));
}

/** A reason for reading. */
function describeWhy({ standing, reason, counts, direction, parts, paths, pathsMissing, x, y }: WhyAnswer): string {
  return [
    `${y.title || y.productId} with ${x.title || x.productId}`,
    standing.detail,
    ...(reason === null ? [] : [`"${reason}"`]),
    '',
    countsTable(counts),
    ...(direction === null ? [] : ['', direction.text]),
    '',
    parts === null ? 'The parts of its score are not kept.' : partsTable(parts, standing.score),
    '',
    ...(paths === null
      ? [`No paths: ${PATHS_MISSING[pathsMissing ?? 'graph-timeout']}`]
      : paths.map(({ text }) => text)),
    ...(paths?.length === 0 ? ['No path leads there.'] : []),
  ].join('\n');
}

const PATHS_MISSING = {
  'graph-timeout': 'Neo4j took too long (--graph-milliseconds).',
  'graph-unreachable': 'Neo4j does not answer. Start it with "alongside up".',
} as const;

function countsTable({ unit, together, sessions, withX, withY, total, lift, from }: WhyAnswer['counts']): string {
  const interval = lift === null ? '' : ` (95 %: ${lift.low.toPrecision(3)} to ${lift.high.toPrecision(3)})`;
  const rows = [
    [`${unit}s with both bought`, `${together ?? 'unknown'}${from === 'graph' ? ' (in the graph now)' : ''}`],
    ['other visits with both', String(sessions ?? 'unknown')],
    ['with the first bought', String(withX)],
    ['with the second bought', String(withY)],
    ['in all', total.toLocaleString('en')],
    ['lift', lift === null ? 'not told' : `${lift.value.toPrecision(3)}${interval}`],
  ];
  return columns(rows, 'right');
}

function partsTable(parts: NonNullable<WhyAnswer['parts']>, score: number | null): string {
  const sum = parts.reduce((total, { contribution }) => total + contribution, 0);
  const number = (value: number | null): string => (value === null ? '' : value.toFixed(3));
  const rows = [
    ['part', 'value', 'weight', 'adds'],
    ...parts.map(({ name, value, weight, contribution }) => [
      name,
      number(value),
      number(weight),
      number(contribution),
    ]),
    ['log score', '', '', number(sum)],
    ['score', '', '', score === null ? '' : score.toPrecision(3)],
  ];
  return columns(rows, 'right');
}
