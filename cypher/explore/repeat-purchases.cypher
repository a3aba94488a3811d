// Repeat purchases
//
// Which products do customers buy again, in another basket?
//
// Parameters
//   minCustomers  integer  customers who bought it, at least
//   limit         integer  most rows
// Example
//   productId         title                           customers  again  share
//   coffee-beans-005  Torravia Crema 250 g Decaf Co…       1028    176  0.171
//   charcoal-006      Forge & Flame Picnic 10 kg Lu…        754    113   0.15
//   potting-soil-019  Potterby Botanic 10 L Peat-Fr…        580     73  0.126
// Nothing
//   Nobody bought any of these products in two baskets.
// Cost on amazon_beauty: 3,030,476 db hits, 3,384 ms
:param minCustomers => 5;
:param limit => 20;

MATCH (product:Product)<-[bought:PURCHASED]-(customer:User)
WITH product, customer,
     count(DISTINCT coalesce(bought.orderId, bought.sessionId, toString(date(bought.at)), bought.eventId)) AS times
WITH product, count(*) AS customers, sum(CASE WHEN times > 1 THEN 1 ELSE 0 END) AS again
WHERE customers >= $minCustomers AND again > 0
WITH product, customers, again ORDER BY 1.0 * again / customers DESC, customers DESC, product.productId LIMIT $limit
RETURN product.productId AS productId, product.title AS title, customers, again,
       round(1.0 * again / customers, 3) AS share
ORDER BY share DESC, customers DESC, productId;
