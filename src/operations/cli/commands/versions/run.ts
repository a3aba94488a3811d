import { ModelStore } from '../../../../storage/models/index.js';
import { listVersions, type Versions } from '../../../../serving/lists/index.js';
import { columns } from '../../columns.js';
import type { CliContext } from '../../command.js';
import { modelsFolder } from '../../models.js';
import { withRedis } from '../../with-redis.js';

/** Lists what is in Redis and in the folder of models. */
export async function runVersions(context: CliContext): Promise<void> {
  const models = new ModelStore(modelsFolder(context));
  const versions = await withRedis(context, (redis) => listVersions(redis, models));
  context.terminal.result(versions, () => describe(versions));
}

function describe({ snapshots, models }: Versions): string {
  const state = (pointers: readonly string[], expiresIn: number | null): string =>
    pointers.length > 0 ? pointers.join(', ') : expiresIn === null ? '' : `gone in ${expiresIn} s`;
  return columns([
    ['', 'id', 'created', 'model', 'in Redis', 'per 1,000', 'balance', 'on most lists', 'first on most', ''],
    ...snapshots.map((s) => {
      const size = megabytes(Object.values(s.bytes));
      return [
        'snapshot',
        s.id,
        s.createdAt.slice(0, 19),
        s.model,
        size,
        megabytes([s.bytesPerThousandProducts]),
        s.balance === null ? '' : String(s.balance),
        percent(s.exposure?.maxExposure),
        percent(s.exposure?.maxFirst),
        state(s.pointers, s.expiresIn),
      ];
    }),
    ...models.map((m) => [
      'model',
      m.id,
      m.createdAt.slice(0, 19),
      '',
      '',
      '',
      '',
      '',
      '',
      [...(m.live ? ['in use'] : []), ...(m.damaged ? ['damaged'] : [])].join(', '),
    ]),
    ...(models.length === 0 || models.some(({ live }) => live)
      ? []
      : [['model', 'untrained', '', '', '', '', '', '', '', 'in use']]),
  ]);
}

/** The share of the lists that one product stands on, or stands first on. */
function percent(share: number | undefined): string {
  return share === undefined ? '' : `${(100 * share).toFixed(1)} %`;
}

function megabytes(bytes: readonly number[]): string {
  return `${(bytes.reduce((sum, each) => sum + each, 0) / 1e6).toFixed(1)} MB`;
}
