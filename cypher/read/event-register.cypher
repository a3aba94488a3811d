// What the store's own registers say of the events, at no cost: how many of each type, and every property name in use.
// Returns one row: purchased, carted, favorited, viewed (counts), keys (names of all properties anything ever had).
// Example: {purchased: 198502, carted: 0, favorited: 0, viewed: 0, keys: ["userId", "productId", "eventId"]}
CALL db.propertyKeys() YIELD propertyKey
WITH collect(propertyKey) AS keys
RETURN
  COUNT { ()-[:PURCHASED]->() } AS purchased,
  COUNT { ()-[:CARTED]->() } AS carted,
  COUNT { ()-[:FAVORITED]->() } AS favorited,
  COUNT { ()-[:VIEWED]->() } AS viewed,
  keys
