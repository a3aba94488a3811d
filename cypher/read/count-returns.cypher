// How many returns does the graph have? From the store's own register, at no cost.
// Result: one row, returns. Example: 12
RETURN COUNT { ()-[:RETURNED]->() } AS returns
