// Makes sure that these users are there.
// Parameters: userIds, a list of strings.
UNWIND $userIds AS userId
MERGE (:User {userId: userId})
