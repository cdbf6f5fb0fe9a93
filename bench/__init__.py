"""Figures of speed and memory: `make bench`, or `python -m bench --help`.

Machines differ by more than programs do, so what counts is a ratio to something measured in the same run:
pages to a bare Django view on the same server, mail to the machine's own rate of durable commits.
"""
