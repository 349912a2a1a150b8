"""Formats of tables: one small module each, from native columns to those of the codebook."""
