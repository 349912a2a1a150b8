"""Alembic's migrations: each step from one layout of the tables to the next."""
