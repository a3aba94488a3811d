import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import {
  apiSettingsSchema,
  createApi,
  listen,
  type Api,
  type ListeningServer,
} from '../../../../serving/http/index.js';
import { GraphConnection, importFiles, type ImportReport } from '../../../../storage/neo4j/index.js';
import { countQueues, embedJobSchema, embedKind, trainJobSchema, trainKind } from '../../../../storage/queue/index.js';
import { AlongsideError, type ServerConnections } from '../../../../core/index.js';
import { ModelStore } from '../../../../storage/models/index.js';
import { generateSampleShop, writeSampleShop, type SampleShop } from '../../../../shop/sample/index.js';
import { BatchRanker, listQuerySchema, openLists, type AnsweredList } from '../../../../serving/lists/index.js';
import { openRedis } from '../../../../storage/redis/index.js';
import { up } from '../../../local-servers/index.js';
import type { CliContext } from '../../command.js';
import { minPeople } from '../../min-people.js';
import { modelsFolder } from '../../models.js';
import { plantedRecall, type PlantedRecall } from './planted-recall.js';
import { withKeptServers } from '../../keep-servers.js';
import { runJob } from '../../run-job.js';
import { untilAborted } from '../../until-aborted.js';
import { withGraph } from '../../with-graph.js';
import { describeEmbedding } from '../embed/run.js';
import { describeList } from '../recommend/run.js';
import { describeTraining } from '../train/run.js';

/** Products whose lists the demo shows: two ordinary ones, a basket, and one that nobody bought. */
const SHOWN: readonly (readonly string[])[] = [
  ['tents-012'],
  ['mirrorless-cameras-003'],
  ['tents-012', 'smartphones-004'],
  ['paddle-boards-001'],
];

/** Fills a home with the sample shop and shows its lists; with `serving`, serves the API until the signal aborts. */
export async function runDemo(context: CliContext, serving: boolean): Promise<void> {
  const { home, env, terminal, signal } = context;
  const servers = await up({ home, env, progress: terminal.progress, signal });
  terminal.note(`Neo4j ${servers.neo4j.version} and Redis ${servers.redis.version} are up (home ${home}).`);

  const shop = generateSampleShop();
  terminal.note(describeImport(await importShop(context, servers, shop)));
  const training = await runJob(trainKind, context, servers, trainJobSchema.parse({}));
  terminal.note(describeTraining(training));
  const embedding = await runJob(embedKind, context, servers, embedJobSchema.parse({}));
  terminal.note(describeEmbedding(embedding));

  const redis = await openRedis(servers.redis.url);
  const graph = GraphConnection.lazy(servers.neo4j);
  const { live, lists } = openLists(redis, { clock: () => new Date() });
  try {
    const shown: AnsweredList[] = [];
    for (const products of SHOWN) {
      const list = await lists.answer(listQuerySchema.parse({ products: [...products], limit: 5 }), { exact: true });
      terminal.note(`\n${headline(shop, products)}\n${describeList(list)}`);
      shown.push(list);
    }
    const planted = await plantedRecall(shop, await BatchRanker.open(await live.current(), 10));
    const api = createApi({
      redis,
      redisUrl: servers.redis.url,
      graph,
      models: new ModelStore(modelsFolder(context)),
      queues: () => countQueues(servers),
      logger: pino({ level: 'silent' }),
      settings: apiSettingsSchema.parse({ minPeople: minPeople(env) }),
    });
    const server = await serve(api);
    try {
      const call = `${server.url}/v1/products/${SHOWN[0][0]}/also-consider?limit=3`;
      await checkAnswer(call);
      terminal.result({ planted, lists: shown, api: { url: server.url, curl: `curl '${call}'` }, home }, () =>
        [
          ...describePlanted(planted),
          '',
          ...(serving
            ? [`API        ${server.url}`, `Reference  ${server.url}/docs`, `Try        curl '${call}'`]
            : [`API        ${npx(env)} serve --with-worker --home ${home}`]),
          `Customers  need a key: ${npx(env)} keys create --scope read --home ${home}`,
          ...farewell(home, env),
        ].join('\n'),
      );
      if (serving) {
        terminal.note('\nServing until Ctrl-C.');
        await withKeptServers(context, () => untilAborted(signal));
      }
    } finally {
      await server.close();
      api.close();
    }
  } finally {
    await graph.close();
    redis.disconnect();
  }
}

/** Writes the shop as CSV, as a user would have it, and imports that. */
async function importShop(context: CliContext, servers: ServerConnections, shop: SampleShop): Promise<ImportReport> {
  const { terminal, signal, home } = context;
  const folder = await mkdtemp(join(tmpdir(), 'alongside-demo-'));
  const options = { paths: [folder], rejectsPath: join(home, 'rejects.csv'), createMissing: false, signal };
  try {
    await writeSampleShop(shop, folder);
    return await withKeptServers(context, () =>
      withGraph(servers.neo4j, (graph) => importFiles(graph, { ...options, progress: terminal.progress })),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The API on its usual port, or on a free one where that is taken. */
async function serve({ app }: Api): Promise<ListeningServer> {
  return listen(app, 3000).catch((error: unknown) => {
    if (error instanceof AlongsideError && error.code === 'port-taken') return listen(app, 0);
    throw error;
  });
}

/** Asks the API what the printed line asks, so that the line is known to work. */
async function checkAnswer(url: string): Promise<void> {
  const response = await fetch(url);
  if (!response.ok) throw new AlongsideError('demo-failed', `${url} answered ${response.status}.`, { url });
}

function headline({ products }: SampleShop, ids: readonly string[]): string {
  const names = ids.map((id) => products.find(({ productId }) => productId === id)?.title ?? id);
  return `Bought ${names.map((name) => `"${name}"`).join(' and ')}? Also consider:`;
}

function describeImport({ total }: ImportReport): string {
  const n = (count: number): string => count.toLocaleString('en');
  return `Sample shop: ${n(total.read)} rows read, ${n(total.written)} written, ${n(total.alreadyThere)} already there, ${n(total.rejected)} rejected.`;
}

function describePlanted({ all, wellSold, apart }: PlantedRecall): string[] {
  const percent = (part: PlantedRecall['all']): string =>
    `${((100 * part.found) / part.planted).toFixed(0)} % (${part.found.toLocaleString('en')} of ${part.planted.toLocaleString('en')})`;
  return [
    `Planted complements found among the first 10: ${percent(all)};`,
    `of products with at least 5 orders: ${percent(wellSold)};`,
    `of pairs that nobody bought together: ${percent(apart)}.`,
  ];
}

function farewell(home: string, env: Readonly<NodeJS.ProcessEnv>): string[] {
  return [
    `More       ${npx(env)} recommend tents-012 --home ${home}   ${npx(env)} serve --home ${home}`,
    `Stop       ${npx(env)} down --home ${home}`,
  ];
}

/** The program as this user calls it. */
function npx(env: Readonly<NodeJS.ProcessEnv>): string {
  return env['npm_command'] === undefined ? 'alongside' : 'npx alongside';
}
