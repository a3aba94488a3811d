import { expect } from 'chai';
import neo4j, { type Driver } from 'neo4j-driver';
import { rowSchemas, type RowStatement } from '../../src/storage/neo4j/statement-rows.js';
import { StatementLibrary } from '../../src/storage/neo4j/statements.js';
import { z } from 'zod';
import { serversTimeout, testServers } from '../support/servers.js';

describe('the rows of statements', function () {
  this.timeout(serversTimeout);
  let driver: Driver;

  before(async () => {
    const { uri, user, password } = (await testServers()).neo4j;
    driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
  });
  after(() => driver.close());

  it('have the columns that their schema has', async () => {
    const library = new StatementLibrary();
    for (const name of Object.keys(rowSchemas) as RowStatement[]) {
      const { keys } = await driver.executeQuery(`EXPLAIN ${library.text(name)}`);
      const schema: z.ZodType = rowSchemas[name];
      if (!(schema instanceof z.ZodObject)) throw new Error(`${name} has no object for its rows.`);
      expect(keys, name).to.have.members(Object.keys(schema.shape));
    }
  });
});
