// Every category with its name and parent; both may be null.
// Result: one row a category: categoryId, name, parentId. Example: "tents", "Tents", "camping"
MATCH (category:Category)
OPTIONAL MATCH (category)-[:CHILD_OF]->(parent:Category)
RETURN category.categoryId AS categoryId, category.name AS name, parent.categoryId AS parentId
