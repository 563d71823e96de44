"""`python -m salerno.cli` is the `salerno` command."""

from salerno.cli.commands import main

main()
