/**
 * Writes into the headers of cypher/explore what a graph answers (`example`) or what answering costs (`cost`).
 *
 * usage: explore-headers example|cost [NAME…]  (NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD name the graph)
 *        explore-headers table  writes the table of docs/analysts.md from the headers
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import neo4j, { type ResultSummary, type Session } from 'neo4j-driver';
import { formatResult } from '../src/operations/cli/commands/cypher/statement-output.js';
import {
  exploreLibrary,
  GraphConnection,
  type ExploreStatement,
  type ParameterValue,
} from '../src/storage/neo4j/index.js';
import { packageRoot } from '../src/core/index.js';

const EXAMPLE_ROWS = 3;
const CELL = 30;

type Mode = 'example' | 'cost';

const [mode, ...names] = process.argv.slice(2);
if (mode === 'table') writeTable();
else if (mode === 'example' || mode === 'cost') await writeHeaders(mode);
else throw new Error('usage: explore-headers example|cost [NAME…], or table');

async function writeHeaders(what: Mode): Promise<void> {
  const where = {
    uri: process.env['NEO4J_URI'] ?? '',
    user: process.env['NEO4J_USER'] ?? 'neo4j',
    password: process.env['NEO4J_PASSWORD'] ?? '',
  };
  const driver = neo4j.driver(where.uri, neo4j.auth.basic(where.user, where.password), {
    disableLosslessIntegers: true,
  });
  const session = driver.session({ defaultAccessMode: neo4j.session.READ });
  const graph = await GraphConnection.open(where);
  try {
    const chosen = what === 'cost' ? await chooseIds(session) : {};
    const library = exploreLibrary().filter(({ name }) => names.length === 0 || names.includes(name));
    for (const statement of library) {
      const parameters = parametersFor(statement, chosen);
      if (what === 'cost') {
        const spent = await cost(session, statement, parameters);
        rewrite(statement, /^\/\/ Cost on .*$/m, `// Cost on amazon_beauty: ${spent}`);
      } else {
        const rows = (await example(graph, statement, parameters)).map((line) => `//   ${line}\n`);
        rewrite(statement, /^\/\/ Example\n(\/\/ {3}.*\n)+/m, `// Example\n${rows.join('')}`);
      }
    }
  } finally {
    await graph.close();
    await session.close();
    await driver.close();
  }
}

/** The table of docs/analysts.md, between its markers. */
function writeTable(): void {
  const path = join(packageRoot, 'docs', 'analysts.md');
  const rows = exploreLibrary().map(
    ({ name, question, cost: spent }) =>
      `| [\`${name}\`](../cypher/explore/${name}.cypher) | ${question} | ${spent} |\n`,
  );
  const table = `| statement | question | cost |\n| --- | --- | --- |\n${rows.join('')}`;
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(
      /(<!-- statements -->\n)[^]*(<!-- end of statements -->)/,
      (_, before: string, after: string) => `${before}\n${table}\n${after}`,
    ),
  );
}

/** Ids for the parameters that name something of the sample shop, where this graph is of another one. */
async function chooseIds(on: Session): Promise<Record<string, string>> {
  const { records } = await on.run(`
    MATCH (live:Snapshot {live: true})
    MATCH (x:Product)
    WITH live, x, COUNT { (x)<-[:PURCHASED]-() } AS bought ORDER BY bought DESC, x.productId LIMIT 1
    MATCH (x)-[:ALSO_CONSIDER {snapshot: live.snapshotId, rank: 1}]->(y:Product)
    MATCH (x)-[:IN_CATEGORY]->(category), (y)-[:IN_CATEGORY]->(related)
    MATCH (user:User)
    WITH x, y, category, related, user, COUNT { (user)-->() } AS events ORDER BY events DESC, user.userId LIMIT 1
    RETURN x.productId AS product, x.productId AS x, y.productId AS y, category.categoryId AS category,
           related.categoryId AS related, user.userId AS user`);
  return records[0].toObject();
}

function parametersFor(
  { parameters }: ExploreStatement,
  chosen: Readonly<Record<string, string>>,
): Record<string, ParameterValue> {
  return Object.fromEntries(parameters.map(({ name, standard }) => [name, chosen[name] ?? standard]));
}

async function example(
  graph: GraphConnection,
  { cypher }: ExploreStatement,
  parameters: Record<string, ParameterValue>,
): Promise<string[]> {
  const { columns, rows } = await graph.runReadOnly(cypher, parameters, { timeout: 60_000, rows: EXAMPLE_ROWS });
  const short = rows.map((row) => row.map((value) => shortened(value)));
  return formatResult({ columns, rows: short, cut: false }, 'table').split('\n');
}

function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return shortened(value.join(', '));
  return typeof value === 'string' && value.length > CELL ? `${value.slice(0, CELL - 1)}…` : value;
}

/** All db hits of the plan, and the shortest of three runs. */
async function cost(
  session: Session,
  { name, cypher }: ExploreStatement,
  parameters: Record<string, ParameterValue>,
): Promise<string> {
  const { summary } = await session.run(`PROFILE ${cypher}`, parameters);
  let shortest = Infinity;
  for (let run = 0; run < 3; run++) {
    const started = performance.now();
    await session.run(cypher, parameters);
    shortest = Math.min(shortest, performance.now() - started);
  }
  const hits = summary.queryProfile === false ? 0 : dbHits(summary.queryProfile);
  console.log(`${name}: ${hits} db hits, ${shortest.toFixed(0)} ms`);
  return `${hits.toLocaleString('en')} db hits, ${Math.ceil(shortest).toLocaleString('en')} ms`;
}

type Profile = Exclude<ResultSummary['queryProfile'], false>;

function dbHits(plan: Profile): number {
  return plan.children.reduce((sum, child) => sum + dbHits(child), plan.dbHits ?? 0);
}

function rewrite({ name }: ExploreStatement, part: RegExp, text: string): void {
  const path = join(packageRoot, 'cypher', 'explore', `${name}.cypher`);
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(part, () => text),
  );
}
