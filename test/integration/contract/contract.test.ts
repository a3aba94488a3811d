import type { GraphConnection } from '../../../src/storage/neo4j/index.js';
import { listen, type ListeningServer } from '../../../src/serving/http/index.js';
import type { Redis } from 'ioredis';
import { testApi } from '../../serving/http/api-fixture.js';
import { temporaryFolder } from '../../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../../support/open-servers.js';
import { serversTimeout } from '../../support/servers.js';
import { embedHere, importShop, writeSmallShop } from '../shop-fixture.js';
import { clientOfTheContract } from './client.js';
import { customersOfTheContract } from './customers.js';
import { documentOfTheContract } from './document.js';
import { guidesOfTheContract } from './guides.js';
import { keysOfTheContract } from './keys.js';
import { securityOfTheContract } from './security.js';
import { tokensOfTheContract } from './tokens.js';

/** One shop, embedded once, for everything that is promised of the calls. */
describe("the API's contract", function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  let graph: GraphConnection;
  let redis: Redis;
  let server: ListeningServer;

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    ({ graph, redis } = opened);
    await writeSmallShop(folder());
    await importShop(graph, folder());
    // A customer who is known, and never did anything.
    await graph.write('write/merge-users', { userIds: ['a silent one'] });
    await embedHere({ graph, redis });
    server = await listen(testApi({ redis }).app, 0);
  });
  after(async () => {
    await server.close();
    await opened.close();
  });

  const fixture = () => ({ graph, redis, server });
  documentOfTheContract(fixture);
  clientOfTheContract(fixture);
  guidesOfTheContract(fixture);
  keysOfTheContract(fixture);
  customersOfTheContract(fixture);
  tokensOfTheContract(fixture);
  securityOfTheContract(fixture);
});
