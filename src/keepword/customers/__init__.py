"""Customers: the people the business serves, their addresses and their companies.

A customer is recognised by an address, so that nobody has to explain anything twice. An address is kept
as `lib.addresses.normal` writes it; how far a sender is to be trusted is a fact of each message, not of the
person.
"""
