import type { Driver } from 'neo4j-driver';

/**
 * A shop small enough to count by hand. Baskets: o1 {t1, m1}, o2 {m1}, o3 {t1, m1, s1}, o4 {t2, s1}, o5 {t1}.
 * Of each product two others are listed in the live snapshot `now`; `before` is the one that it replaced.
 */
const SHOP = [
  `CREATE (camping:Category {categoryId: 'camping', name: 'Camping'}), (kitchen:Category {categoryId: 'kitchen', name: 'Kitchen'}),
          (tents:Category {categoryId: 'tents', name: 'Tents'}), (mats:Category {categoryId: 'mats', name: 'Mats'}),
          (stoves:Category {categoryId: 'stoves', name: 'Stoves'}), (:Category {categoryId: 'void', name: 'Void'}),
          (tents)-[:CHILD_OF]->(camping), (mats)-[:CHILD_OF]->(camping), (stoves)-[:CHILD_OF]->(kitchen),
          (tents)-[:RELATED_TO {source: 'merchant', weight: 0.8}]->(mats),
          (mats)-[:RELATED_TO {source: 'merchant', weight: 0.5}]->(stoves)`,
  `UNWIND [['t1', 'tents', 'Dome tent', 100.0, 'Acme', [1.0, 0.0]], ['t2', 'tents', 'Tunnel tent', 200.0, 'Acme', [0.8, 0.6]],
           ['n1', 'tents', 'New tent', null, 'Acme', [0.6, 0.8]],
           ['m1', 'mats', 'Foam mat', 20.0, 'Soft', [0.96, 0.28]], ['m2', 'mats', 'Air mat', 60.0, 'Soft', [0.28, 0.96]],
           ['s1', 'stoves', 'Gas stove', 40.0, 'Blue', [0.0, 1.0]], ['s2', 'stoves', 'gas stove ', 60.0, 'Blue', [-1.0, 0.0]],
           ['s3', 'stoves', 'Steel stove', 1000.0, null, [-0.6, 0.8]]] AS row
   MATCH (category:Category {categoryId: row[1]})
   CREATE (:Product {productId: row[0], title: row[2], price: row[3], brand: row[4], embedding: row[5],
                     embeddingSnapshot: 'now'})-[:IN_CATEGORY]->(category)`,
  `UNWIND [['u1', 't1', 'o1', '2024-05-01'], ['u1', 'm1', 'o1', '2024-05-01'], ['u1', 'm1', 'o2', '2024-06-10'],
           ['u2', 't1', 'o3', '2024-05-02'], ['u2', 'm1', 'o3', '2024-05-02'], ['u2', 's1', 'o3', '2024-05-02'],
           ['u3', 't2', 'o4', '2024-07-01'], ['u3', 's1', 'o4', '2024-07-01'], ['u4', 't1', 'o5', '2024-07-15']] AS row
   MERGE (user:User {userId: row[0]})
   WITH user, row MATCH (product:Product {productId: row[1]})
   CREATE (user)-[:PURCHASED {eventId: row[2] + row[1], orderId: row[2], at: datetime(row[3])}]->(product)`,
  `UNWIND [['u4', 't1'], ['u4', 'm2'], ['u5', 's1'], ['u5', 't1'], ['u5', 'm2'], ['u4', 's1']] AS row
   MERGE (user:User {userId: row[0]})
   WITH user, row MATCH (product:Product {productId: row[1]})
   CREATE (user)-[:VIEWED {eventId: 'v' + row[0] + row[1]}]->(product)`,
  `CREATE (:Snapshot {snapshotId: 'now', model: 'm', live: true, top: 2, products: 8, rulesVersion: '1-a',
                         createdAt: datetime('2024-08-02')})
            -[:REPLACED]->
          (:Snapshot {snapshotId: 'before', model: 'm', live: false, top: 2, products: 8, createdAt: datetime('2024-08-01')})`,
  `UNWIND [['t1', 'm1', 1, 0.5, 'graph', 2], ['t1', 's1', 2, 0.3, 'graph', 1],
           ['t2', 's1', 1, 0.4, 'nearest', 1], ['t2', 'm1', 2, 0.2, 'graph', 0],
           ['n1', 'm1', 1, 0.3, 'category', 0], ['n1', 's1', 2, 0.2, 'category', 0],
           ['m1', 't1', 1, 0.6, 'graph', 2], ['m1', 's1', 2, 0.2, 'graph', 1],
           ['m2', 't1', 1, 0.3, 'category', 0], ['m2', 's1', 2, 0.1, 'popular', 0],
           ['s1', 't1', 1, 0.5, 'graph', 1], ['s1', 'm2', 2, 0.4, 'graph', 0],
           ['s2', 't1', 1, 0.2, 'pinned', 0], ['s2', 'm1', 2, 0.1, 'category', 0],
           ['s3', 't1', 1, 0.2, 'popular', 0], ['s3', 'm1', 2, 0.1, 'popular', 0]] AS row
   MATCH (a:Product {productId: row[0]}), (b:Product {productId: row[1]})
   CREATE (a)-[:ALSO_CONSIDER {snapshot: 'now', rank: row[2], score: row[3], source: row[4], support: row[5]}]->(b)`,
  `UNWIND [['t1', 's1', 1], ['t1', 'm1', 2], ['t2', 's1', 1], ['t2', 'm2', 2], ['m1', 't1', 1], ['m1', 's1', 2]] AS row
   MATCH (a:Product {productId: row[0]}), (b:Product {productId: row[1]})
   CREATE (a)-[:ALSO_CONSIDER {snapshot: 'before', rank: row[2], score: 0.1, source: 'graph', support: 0}]->(b)`,
  // Lists say the same of every product but t1, t2 and m1 in both, so that only t1 and t2 changed.
  `MATCH (a:Product)-[item:ALSO_CONSIDER {snapshot: 'now'}]->(b)
   WHERE NOT a.productId IN ['t1', 't2', 'm1']
   CREATE (a)-[copy:ALSO_CONSIDER]->(b) SET copy = properties(item), copy.snapshot = 'before'`,
  `UNWIND [['tents', 'mats', 'now', 1.0, 2, 0.5, 0.15, 0.85], ['mats', 'tents', 'now', 1.0, 2, 0.6666, 0.21, 0.94],
           ['tents', 'stoves', 'now', 0.5, 2, 0.5, 0.15, 0.85], ['stoves', 'tents', 'now', 0.5, 2, 1.0, 0.34, 1.0],
           ['tents', 'void', 'now', 0.2, 1, 0.25, 0.05, 0.7], ['tents', 'mats', 'before', 0.9, 1, 0.5, 0.1, 0.9]] AS row
   MATCH (a:Category {categoryId: row[0]}), (b:Category {categoryId: row[1]})
   CREATE (a)-[:RELATED_TO {source: 'learned', snapshot: row[2], weight: row[3], support: row[4], confidence: row[5],
                            low: row[6], high: row[7]}]->(b)`,
];

/** Fills an empty graph with the shop. */
export async function createExploreShop(driver: Driver): Promise<void> {
  for (const statement of SHOP) await driver.executeQuery(statement);
}
