"""Commands for whoever develops or runs Kliping."""
