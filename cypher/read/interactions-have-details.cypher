// Whether any event says when it was where it stands in its user's sequence, or which order or session it belongs to; stops at the first that does.
// Returns one row: detailed (true or false).
// Example: {detailed: false}
RETURN EXISTS {
  MATCH ()-[r:PURCHASED|CARTED|FAVORITED|VIEWED]->()
  WHERE r.orderId IS NOT NULL OR r.at IS NOT NULL OR r.sessionId IS NOT NULL OR r.seq IS NOT NULL
} AS detailed
