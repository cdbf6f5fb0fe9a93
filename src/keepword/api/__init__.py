"""The REST API, `/api/v1/`: another face on the same actions. What its OpenAPI describes is what happens."""
