/** A process that asks the baselines that it is sent by name, one after the other; it ends with the one that started it. */
import { baselines } from '../baselines/index.js';
import { messageOf } from '../../core/index.js';
import { askBaseline } from './ask-baseline.js';
import type { BaselineMessage, BaselineOrder } from './baseline-work.js';
import { baselineTools } from './baseline-tools.js';

function say(message: BaselineMessage): void {
  process.send?.(message);
}

process.once('message', (order: BaselineOrder) => {
  if (order.kind !== 'work') return;
  const { work } = order;
  process.on('message', (next: BaselineOrder) => {
    const baseline = next.kind === 'baseline' ? baselines.find(({ name }) => name === next.name) : undefined;
    if (baseline === undefined) return;
    const tried = (): void => {
      say({ kind: 'tried', baseline: baseline.name });
    };
    askBaseline(baseline, work, baselineTools, tried).then(
      (answer) => {
        say({ kind: 'answered', answer });
      },
      (error: unknown) => {
        say({ kind: 'failed', baseline: baseline.name, message: messageOf(error) });
      },
    );
  });
});
process.once('disconnect', () => process.exit());
// Ctrl-C reaches every process of the terminal; the one that started this ends it.
process.on('SIGINT', () => undefined);
