// Customers for a campaign
//
// How many customers bought from one category and never from the other, and how likely are buyers of the first to buy
// the second?
//
// Parameters
//   category  category  category id
//   related   category  id of the other category
// Columns
//   segment  buyers who never bought from the other category
//   share    buyers who did
// Example
//   buyers  alsoRelated  segment  share
//     1614          972      642  0.602
// Cost on amazon_beauty: 377,609 db hits, 152 ms
:param category => 'tents';
:param related => 'sleeping-bags';

MATCH (:Category {categoryId: $category})<-[:IN_CATEGORY]-(:Product)<-[:PURCHASED]-(customer:User)
WITH DISTINCT customer
WITH count(customer) AS buyers,
     sum(CASE WHEN EXISTS {
       (customer)-[:PURCHASED]->(:Product)-[:IN_CATEGORY]->(:Category {categoryId: $related})
     } THEN 1 ELSE 0 END) AS alsoRelated
RETURN buyers, alsoRelated, buyers - alsoRelated AS segment,
       CASE buyers WHEN 0 THEN null ELSE round(1.0 * alsoRelated / buyers, 3) END AS share;
