// Quality of events
//
// Of each type of event: how many are there, since when, and how many lack a time or an order?
//
// Example
//   type      events  first                 last                  withoutTime  withoutOrder  inTheFuture
//   cart       25833  2025-01-01T06:08:06Z  2025-12-31T22:08:22Z            0         25833            0
//   favorite    5657  2025-01-01T08:07:40Z  2025-12-31T21:19:21Z            0          5657            0
//   purchase  139036  2025-01-01T06:09:09Z  2025-12-31T22:45:44Z            0             0            0
// Cost on amazon_beauty: 1,786,522 db hits, 764 ms

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
