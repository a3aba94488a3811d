// How many customers bought (or carted) in these categories, in those, in both, and at all?
// Parameters: from, to: ids of categories, subtrees spread out.
// Result: one row, inFrom, inTo, inBoth, total. Example: 812, 1204, 240, 9031
CALL {
  MATCH (category:Category)
  USING INDEX SEEK category:Category(categoryId)
  WHERE category.categoryId IN $from
  MATCH (category)<-[:IN_CATEGORY]-(:Product)<-[:PURCHASED|CARTED]-(user:User)
  WITH DISTINCT user
  RETURN count(user) AS inFrom, count(CASE WHEN EXISTS {
    MATCH (user)-[:PURCHASED|CARTED]->(:Product)-[:IN_CATEGORY]->(other:Category) WHERE other.categoryId IN $to
  } THEN 1 END) AS inBoth
}
CALL {
  MATCH (category:Category)
  USING INDEX SEEK category:Category(categoryId)
  WHERE category.categoryId IN $to
  MATCH (category)<-[:IN_CATEGORY]-(:Product)<-[:PURCHASED|CARTED]-(user:User)
  RETURN count(DISTINCT user) AS inTo
}
CALL {
  MATCH (user:User) WHERE EXISTS { (user)-[:PURCHASED|CARTED]->() }
  RETURN count(user) AS total
}
RETURN inFrom, inTo, inBoth, total
