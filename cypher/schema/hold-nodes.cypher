// Holds up, for as long as this transaction is open, every writer of the shop's nodes and every reader who looks one up by an
// index; see hold-relationships.cypher.
CREATE FULLTEXT INDEX alongside_hold_nodes IF NOT EXISTS
FOR (node:User|Product|Category) ON EACH [node.productId]
