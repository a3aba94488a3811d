import { exportCatalogue, exportInteractions, type GraphConnection } from '../../storage/neo4j/index.js';
import { AlongsideError, type ReportProgress } from '../../core/index.js';
import type { Shop } from '../../shop/index.js';

/** Reads the whole shop from the graph; throws `graph-empty` where no product was imported. */
export async function exportShop(graph: GraphConnection, progress: ReportProgress): Promise<Shop> {
  progress({ step: 'reading the catalogue', done: 0, unit: 'products' });
  const { catalogue, nodes } = await exportCatalogue(graph);
  if (catalogue.products.ids.length === 0) {
    throw new AlongsideError('graph-empty', 'The graph holds no products. Import your shop with "alongside import".');
  }
  return { catalogue, ...(await exportInteractions(graph, nodes, progress)) };
}
