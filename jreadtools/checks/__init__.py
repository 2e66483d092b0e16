"""Articles against limits: what exceeds them, where it stands, what of it is new, and how that is said."""
