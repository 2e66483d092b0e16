"""Reading times for generators of sites: one plugin a module, loaded by the generator alone."""
