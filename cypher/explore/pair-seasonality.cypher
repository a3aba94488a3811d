// Seasonality of a category pair
//
// In which months do customers buy the two categories in one basket?
//
// Parameters
//   category  category  category id
//   related   category  id of the other category
// Example
//   month  baskets  withBoth  share
//       1       46        15  0.326
//       2       42        12  0.286
//       3       78        27  0.346
// Nothing
//   No purchase of the first category has a time.
// Cost on amazon_beauty: 17,527 db hits, 19 ms
:param category => 'tents';
:param related => 'sleeping-bags';

MATCH (:Category {categoryId: $category})<-[:IN_CATEGORY]-(:Product)<-[a:PURCHASED]-(customer:User)
WHERE a.at IS NOT NULL
WITH DISTINCT customer, coalesce(a.orderId, a.sessionId, toString(date(a.at))) AS basket, a.at.month AS month
WITH customer, basket, min(month) AS month
WITH month, count(*) AS baskets,
     sum(CASE WHEN EXISTS {
       MATCH (customer)-[b:PURCHASED]->(:Product)-[:IN_CATEGORY]->(:Category {categoryId: $related})
       WHERE coalesce(b.orderId, b.sessionId, toString(date(b.at))) = basket
     } THEN 1 ELSE 0 END) AS withBoth
RETURN month, baskets, withBoth, round(1.0 * withBoth / baskets, 3) AS share
ORDER BY month;
