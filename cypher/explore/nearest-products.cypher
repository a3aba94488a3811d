// Nearest products by embedding
//
// Which products are nearest to this one by the vector index, and are they on its list?
//
// Parameters
//   product     product  product id
//   neighbours  integer  products that the index is asked for
// Columns
//   rank  on the list of the product; products of its own category are on none
// Example
//   productId          title                           category       cosine  rank
//   sleeping-bags-024  Mossgate Ridge 0 °C Sleeping …  Sleeping Bags  0.8548     2
//   sleeping-mats-034  Mossgate Ridge 3 cm Self-Infl…  Sleeping Mats  0.8292     1
//   tents-019          Mossgate Ridge 6-Person Tunne…  Tents          0.7607
// Nothing
//   The product has no embedding in the graph.
// Cost on amazon_beauty: 403 db hits, 73 ms
:param product => 'tents-012';
:param neighbours => 10;

MATCH (live:Snapshot {live: true})
MATCH (product:Product {productId: $product})
CALL db.index.vector.queryNodes('product_embedding', $neighbours + 1, product.embedding) YIELD node
WHERE node <> product AND node.embeddingSnapshot = product.embeddingSnapshot
OPTIONAL MATCH (node)-[:IN_CATEGORY]->(category:Category)
OPTIONAL MATCH (product)-[item:ALSO_CONSIDER {snapshot: live.snapshotId}]->(node)
RETURN node.productId AS productId, node.title AS title, category.name AS category,
       // The index answers from rounded vectors; this is exact.
       round(2 * vector.similarity.cosine(product.embedding, node.embedding) - 1, 4) AS cosine, item.rank AS rank
ORDER BY cosine DESC, productId;
