"""The shapes of what goes in and out, by audience. OpenAPI and the TypeScript client come from these."""
