// Every category with its parent in the tree.
// Returns one row a category: id, name, parent (null for a root).
// Example: {id: "20", name: "Dryers", parent: "19"}
MATCH (c:Category)
OPTIONAL MATCH (c)-[:CHILD_OF]->(parent:Category)
RETURN c.categoryId AS id, c.name AS name, min(parent.categoryId) AS parent
ORDER BY id
