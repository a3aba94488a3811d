// How many customers bought (or carted) in these categories, in those, in both, and at all?
// Parameters: from, to: ids of categories, subtrees spread out; until (ISO 8601, or null): later events are left out.
// Result: one row, inFrom, inTo, inBoth, total. Example: 812, 1204, 240, 9031
WITH CASE WHEN $until IS NULL THEN null ELSE datetime($until) END AS until
CALL (until) {
  MATCH (category:Category)
  USING INDEX SEEK category:Category(categoryId)
  WHERE category.categoryId IN $from
  MATCH (category)<-[:IN_CATEGORY]-(:Product)<-[event:PURCHASED|CARTED]-(user:User)
  WHERE until IS NULL OR event.at IS NULL OR event.at <= until
  WITH DISTINCT until, user
  RETURN count(user) AS inFrom, count(CASE WHEN EXISTS {
    MATCH (user)-[event:PURCHASED|CARTED]->(:Product)-[:IN_CATEGORY]->(other:Category)
    WHERE other.categoryId IN $to AND (until IS NULL OR event.at IS NULL OR event.at <= until)
  } THEN 1 END) AS inBoth
}
CALL (until) {
  MATCH (category:Category)
  USING INDEX SEEK category:Category(categoryId)
  WHERE category.categoryId IN $to
  MATCH (category)<-[:IN_CATEGORY]-(:Product)<-[event:PURCHASED|CARTED]-(user:User)
  WHERE until IS NULL OR event.at IS NULL OR event.at <= until
  RETURN count(DISTINCT user) AS inTo
}
CALL (until) {
  MATCH (user:User) WHERE EXISTS {
    MATCH (user)-[event:PURCHASED|CARTED]->() WHERE until IS NULL OR event.at IS NULL OR event.at <= until
  }
  RETURN count(user) AS total
}
RETURN inFrom, inTo, inBoth, total
