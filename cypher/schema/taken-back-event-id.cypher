// An event of this type is in the graph at most once, whoever writes it and however often.
CREATE CONSTRAINT taken_back_event_id IF NOT EXISTS FOR ()-[event:TAKEN_BACK]-() REQUIRE event.eventId IS UNIQUE
