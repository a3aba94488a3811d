/**
 * Edges from Neo4j to a finished CSR, as a ratio to reading the fastest statement's records and throwing them away.
 *
 *     node dist/scripts/bench/export.js DIR [--rounds 11]
 *
 * DIR holds canonical files of a shop whose events have neither orders nor times (amazon_beauty). A stack of its own.
 *
 * - bound: for each user the internal ids of what they purchased, no property read; records are dropped as they arrive.
 * - CSR: `exportInteractions` (which also finds out what the events have, and keeps users in the order of their ids) and
 *   `formBaskets`, given the products' numbers; and the same with `exportCatalogue`, which makes the numbers.
 * Variants take turns after two untimed rounds; each figure is the median. Target: bound ÷ CSR ≥ 0.6.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import neo4j from 'neo4j-driver';
import { formBaskets } from '../../src/learning/cooccurrence/index.js';
import { GraphConnection, exportCatalogue, exportInteractions, importFiles } from '../../src/storage/neo4j/index.js';
import { noProgress, type ServerConnections } from '../../src/core/index.js';
import { down, up } from '../../src/operations/local-servers/index.js';
import { median, seconds } from './timing.js';

const FASTEST = 'MATCH (u:User) RETURN COLLECT { MATCH (u)-[:PURCHASED]->(p) RETURN id(p) } AS purchased';
const WARM_UP = 2;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '11' } },
});
const home = await mkdtemp(join(tmpdir(), 'alongside-bench-'));
try {
  await measure(await up({ home, env: process.env, progress: noProgress }));
} finally {
  await down({ home });
  await rm(home, { recursive: true, force: true });
}

async function measure(servers: ServerConnections): Promise<void> {
  const graph = await GraphConnection.open(servers.neo4j);
  const { uri, user, password } = servers.neo4j;
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { disableLosslessIntegers: true });
  try {
    await importFiles(graph, { paths: [positionals[0] ?? '.'], rejectsPath: join(home, 'rejects.csv') });
    const { catalogue, nodes } = await exportCatalogue(graph);
    let events = 0;
    const csr = async (numbers: typeof nodes): Promise<void> => {
      const { interactions } = await exportInteractions(graph, numbers, noProgress);
      events = formBaskets(interactions, catalogue.products.ids.length, {
        kindWeights: [1, 0.75, 0.5, 0.25],
        countedKinds: [0, 1],
        halfLifeDays: 180,
      }).contents.columns.length;
    };
    const variants = {
      bound: async () => {
        const session = driver.session({ defaultAccessMode: neo4j.session.READ, fetchSize: 10_000 });
        let dropped = 0;
        for await (const { length } of session.run(FASTEST)) dropped += length;
        await session.close();
        if (dropped === 0) throw new Error('DIR holds no events.');
      },
      csr: () => csr(nodes),
      withCatalogue: async () => csr((await exportCatalogue(graph)).nodes),
    };
    const times: Record<keyof typeof variants, number[]> = { bound: [], csr: [], withCatalogue: [] };
    for (let round = -WARM_UP; round < Number(values.rounds); round++) {
      for (const name of ['bound', 'csr', 'withCatalogue'] as const) {
        const time = await seconds(variants[name]);
        if (round >= 0) times[name].push(time);
      }
    }
    const [bound, alone, whole] = [times.bound, times.csr, times.withCatalogue].map(median);
    const rate = (time: number): string => `${Math.round(events / time).toLocaleString('en')} edges/s`;
    process.stdout.write(
      [
        `reading and dropping records            ${rate(bound)}`,
        `finished CSR                            ${rate(alone)}   ${(bound / alone).toFixed(2)} × (target 0.60)`,
        `finished CSR, with the catalogue        ${rate(whole)}   ${(bound / whole).toFixed(2)} ×`,
        '',
      ].join('\n'),
    );
  } finally {
    await driver.close();
    await graph.close();
  }
}
