// Customers who are none
//
// Which users have so many events that they may be robots or resellers, and colour the lists?
//
// Parameters
//   factor  float    times the events that 99 of 100 users stay below
//   limit   integer  most rows
// Columns
//   usual  events that 99 of 100 users do not exceed
// Example
//   userId  events  usual  purchases
//   (nothing)
// Nothing
//   Nobody has that many events.
// Cost on amazon_beauty: 111,816 db hits, 182 ms
:param factor => 10.0;
:param limit => 20;

MATCH (user:User)
WITH user, COUNT { (user)-[:PURCHASED|CARTED|FAVORITED|VIEWED]->() } AS events
WITH percentileDisc(events, 0.99) AS usual, collect({user: user, events: events}) AS users
UNWIND users AS each
WITH usual, each.user AS user, each.events AS events WHERE events > $factor * usual
RETURN user.userId AS userId, events, usual, COUNT { (user)-[:PURCHASED]->() } AS purchases
ORDER BY events DESC, userId
LIMIT $limit;
