/** An importer in a process of its own, so that a test can kill it: `import-child.js FOLDER REJECTS`, servers from the environment. */
import { GraphConnection, importFiles } from '../../src/storage/neo4j/index.js';

const [folder, rejectsPath] = process.argv.slice(2);
const { NEO4J_URI: uri = '', NEO4J_USER: user = '', NEO4J_PASSWORD: password = '' } = process.env;
const graph = await GraphConnection.open({ uri, user, password });
await importFiles(graph, { paths: [folder], rejectsPath });
await graph.close();
