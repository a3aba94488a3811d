// Every category with all that it says, in the order of the ids.
// Returns one row a category: categoryId, name (or null), parentIds (a list, ascending).
// Example: {categoryId: "20", name: "Dryers", parentIds: ["19"]}
MATCH (category:Category)
WHERE category.categoryId IS NOT NULL
WITH category ORDER BY category.categoryId
RETURN category.categoryId AS categoryId,
       category.name AS name,
       COLLECT {
         MATCH (category)-[:CHILD_OF]->(parent:Category)
         WITH DISTINCT parent.categoryId AS id ORDER BY id
         RETURN id
       } AS parentIds
