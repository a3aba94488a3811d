// An event of this type is in the graph at most once, whoever writes it and however often.
CREATE CONSTRAINT favorited_event_id IF NOT EXISTS FOR ()-[event:FAVORITED]-() REQUIRE event.eventId IS UNIQUE
