// Removes every node of the shop, some thousands a transaction; needs an implicit transaction.
MATCH (node:User|Product|Category|Snapshot|Intake)
CALL (node) {
  DETACH DELETE node
} IN TRANSACTIONS OF 20000 ROWS
