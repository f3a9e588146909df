"""The command line: arguments in, output and exit status out."""
