import { Option, type Command } from 'commander';
import { command } from '../../command.js';
import type { MetricsFlags } from '../../metrics-address.js';
import { memoryOption, parseMemory } from '../../option-values.js';

/** `alongside worker`: takes queued jobs until it is told to stop. */
export function workerCommand(): Command {
  return command<MetricsFlags & { readonly memory?: string }>(
    'worker',
    'run queued jobs until Ctrl-C; the job in progress then goes back to its queue for a later worker',
    (self) =>
      self
        .addOption(memoryOption())
        .addOption(
          new Option('--metrics-port <number>', 'serve /metrics and /healthz on this port, 0 for a free one').env(
            'ALONGSIDE_WORKER_METRICS_PORT',
          ),
        )
        .addOption(
          new Option('--metrics-host <address>', 'address of that port (127.0.0.1)').env(
            'ALONGSIDE_WORKER_METRICS_HOST',
          ),
        ),
    async (context, flags) => {
      const memory = parseMemory(flags.memory);
      const { runWorker } = await import('./run.js');
      await runWorker(context, flags, memory);
    },
  );
}
