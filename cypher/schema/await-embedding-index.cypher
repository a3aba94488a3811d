// Waits until the vector index is populated: writes to a vector index that is being populated can make it fail.
// Parameters: seconds, after which it is an error.
CALL db.awaitIndex('product_embedding', toInteger($seconds))
