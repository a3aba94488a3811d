// A user's id is unique; the constraint's index finds users by id.
CREATE CONSTRAINT user_id IF NOT EXISTS FOR (user:User) REQUIRE user.userId IS UNIQUE
