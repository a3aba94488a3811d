// Is there a customer of this id?
// Parameters: id, a string.
// Result: one row; known, and near, which is always empty: a customer has no name to go by.
// Example: true, []
OPTIONAL MATCH (known:User {userId: $id})
USING INDEX SEEK known:User(userId)
RETURN known IS NOT NULL AS known, [] AS near
