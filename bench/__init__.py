"""Benchmarks, side by side with peers in one run. They print; they never fail a build."""
