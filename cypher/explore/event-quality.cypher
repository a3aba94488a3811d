// Quality of events
//
// Of each type of event: how many are there, since when, and how many lack a time or an order?
//
// Example
//   -
// Cost on amazon_beauty: -

CALL () {
  MATCH ()-[event:PURCHASED]->() RETURN 'purchase' AS type, event
  UNION ALL
  MATCH ()-[event:CARTED]->() RETURN 'cart' AS type, event
  UNION ALL
  MATCH ()-[event:FAVORITED]->() RETURN 'favorite' AS type, event
  UNION ALL
  MATCH ()-[event:VIEWED]->() RETURN 'view' AS type, event
}
RETURN type, count(*) AS events, toString(min(event.at)) AS first, toString(max(event.at)) AS last,
       count(*) - count(event.at) AS withoutTime, count(*) - count(event.orderId) AS withoutOrder,
       sum(CASE WHEN event.at > datetime() THEN 1 ELSE 0 END) AS inTheFuture
ORDER BY type;
