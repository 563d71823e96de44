"""Requirements: the language, the circuit, the algebras it is folded over, and verdicts."""
