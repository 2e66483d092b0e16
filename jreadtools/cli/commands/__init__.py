"""What the commands of the command line do, one file each. What the options are called is in `options/`."""
