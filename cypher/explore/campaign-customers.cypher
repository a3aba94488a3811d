// Who gets a campaign, and what is offered
//
// Which customers bought from one category and never from the other, and which product of the other goes best with what
// they bought?
//
// Parameters
//   category  category  category id
//   related   category  id of the other category
//   limit     integer   most rows
// Columns
//   purchases  in the first category
//   latest     time of the last of them, where the shop gave times
//   offer      the product of the other category that stands highest on the lists of what the customer bought; empty
//              where none does
// Example
//   userId  purchases  latest                offer              offerTitle
//   c01316          3  2025-08-17T18:22:57Z  sleeping-bags-030  Palehorn Meadow 0 °C Mummy Sl…
//   c00389          2  2025-08-21T20:38:56Z  sleeping-bags-020  Cairnwood Ridge -12 °C Mummy …
//   c00507          2  2025-08-14T22:06:28Z  sleeping-bags-020  Cairnwood Ridge -12 °C Mummy …
// Nothing
//   Whoever bought from the first category bought from the other too, or nobody bought from it.
// Cost on amazon_beauty: 840,803 db hits, 604 ms
:param category => 'tents';
:param related => 'sleeping-bags';
:param limit => 1000;

MATCH (:Category {categoryId: $category})<-[:IN_CATEGORY]-(product:Product)<-[bought:PURCHASED]-(customer:User)
WITH customer, collect(DISTINCT product) AS products, count(bought) AS purchases, max(bought.at) AS latest
WHERE NOT EXISTS { (customer)-[:PURCHASED]->(:Product)-[:IN_CATEGORY]->(:Category {categoryId: $related}) }
WITH customer, products, purchases, latest ORDER BY purchases DESC, customer.userId LIMIT $limit
OPTIONAL MATCH (live:Snapshot {live: true})
CALL (live, products) {
  UNWIND products AS product
  MATCH (product)-[item:ALSO_CONSIDER {snapshot: live.snapshotId}]->(offer:Product)
        -[:IN_CATEGORY]->(:Category {categoryId: $related})
  WITH offer, sum(item.score) AS score ORDER BY score DESC, offer.productId LIMIT 1
  RETURN collect(offer)[0] AS offer
}
RETURN customer.userId AS userId, purchases, toString(latest) AS latest,
       offer.productId AS offer, offer.title AS offerTitle
ORDER BY purchases DESC, userId;
