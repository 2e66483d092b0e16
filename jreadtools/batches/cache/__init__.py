"""What was measured of an article, kept so that an unchanged one is not measured again."""
