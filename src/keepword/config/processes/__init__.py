"""The processes of the house: a supervisor, *front* (web, streams, mail listeners) and *back* (everything
slow).
"""
